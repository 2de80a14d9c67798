package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what {@code application.properties} says. */
class ConfigurationDocTest {

    @Test
    void isUpToDate() throws Exception {
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(ConfigurationPage.PAGE.getParent());
            Files.writeString(ConfigurationPage.PAGE, ConfigurationPage.render());
        }
        assertThat(ConfigurationPage.PAGE)
                .as("docs/configuration.md is generated: mvn -q test -Dtest=ConfigurationDocTest -Ddocs.write=true")
                .exists()
                .hasContent(ConfigurationPage.render());
    }
}
