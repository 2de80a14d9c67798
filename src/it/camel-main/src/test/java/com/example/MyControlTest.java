package com.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vaultmedia.testkit.VaultMedia;
import io.vaultmedia.testkit.WithVaultMedia;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Polls when I ask for it: by JMX, and by a route of my own. */
@WithVaultMedia
class MyControlTest {

    private final Main application = new Main(MyApplication.class);

    @AfterEach
    void stop() {
        application.stop();
    }

    @Test
    void pollsOnlyWhenAsked(VaultMedia media) throws Exception {
        media.vault().load(3, "full");
        media.settings().forEach(application::addOverrideProperty);
        application.addOverrideProperty("vault.poll.interval", "off");
        application.start();

        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName control =
                new ObjectName("org.apache.camel:context=\"my-application\",type=vault,name=\"vaultControl\"");
        Object offset = server.invoke(control, "pollNow", new Object[] {"test"}, new String[] {"java.lang.String"});
        assertTrue((long) offset >= 0);
        media.awaitPublished(3);
        assertTrue(server.getAttribute(control, "ConnectionStates").toString().contains("test: "));

        media.vault().load(1, "full");
        application.getCamelTemplate().sendBody("direct:my-poll", "test");
        media.awaitPublished(4);
    }
}
