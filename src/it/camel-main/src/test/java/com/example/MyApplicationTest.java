package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vaultmedia.testkit.PublishedRecord;
import io.vaultmedia.testkit.VaultMedia;
import io.vaultmedia.testkit.WithVaultMedia;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** My steps, with a simulated Vault+ API and a real Kafka broker. */
@WithVaultMedia
class MyApplicationTest {

    private final Main application = new Main(MyApplication.class);

    @AfterEach
    void stop() {
        application.stop();
    }

    @Test
    void addsTheTenant(VaultMedia media) throws Exception {
        media.vault().load(3, "full");
        media.settings().forEach(application::addOverrideProperty);
        application.start();

        for (PublishedRecord record : media.awaitPublished(3)) {
            assertEquals("acme", record.header("tenant"));
        }
    }
}
