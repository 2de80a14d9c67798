package io.vaultmedia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.Application;
import io.vaultmedia.guarantees.WithOwnKafka;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The test kit, as another team's JUnit test uses it. */
@WithOwnKafka
@WithVaultMedia
class WithVaultMediaTest {

    @Test
    void publishesWhatTheVaultStores(VaultMedia media) throws Exception {
        media.vault().load(3, "full", "thumb");
        Map<String, String> settings = media.settings();
        settings.put("camel.management.enabled", "false");

        Main main = Application.start(settings);
        List<PublishedRecord> published = media.awaitPublished(6);
        main.stop();

        assertThat(published)
                .hasSize(6)
                .allSatisfy(record -> assertThat(record.topic()).startsWith(media.topic("")))
                .allSatisfy(record -> assertThat(record.key()).startsWith(VaultMedia.ALIAS + "/"))
                .extracting(record -> record.header("ce_id"))
                .doesNotHaveDuplicates();
    }
}
