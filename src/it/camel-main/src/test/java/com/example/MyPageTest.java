package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vaultmedia.testkit.PublishedRecord;
import io.vaultmedia.testkit.VaultMedia;
import io.vaultmedia.testkit.WithVaultMedia;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** My steps, with a page of my own in place of the request. */
@WithVaultMedia
class MyPageTest {

    private static final String PAGE = """
            {"items": [{"id": "4130000003", "type": "image", "duration": null, "media": {"full": {
              "status": "stored", "quality": "full", "contentType": "image/jpeg", "sizeBytes": 2263143, "accessCount": 2,
              "createdAt": 1795432866094, "storedAt": 1795432966094, "expiresAt": 1795519266094,
              "lastAccessedAt": 1795432866094, "url": "https://media.example/full"}}}]}
            """;

    private final Main application = new Main(MyApplication.class);

    @AfterEach
    void stop() {
        application.stop();
    }

    @Test
    void publishesWhatThePageLists(VaultMedia media) throws Exception {
        media.settings().forEach(application::addOverrideProperty);
        application.init();
        AdviceWith.adviceWith(
                application.getCamelContext(),
                "vault-fetch-page",
                route -> route.weaveById("vault-get-media").replace().process(MyPageTest::answer));
        application.start();

        List<PublishedRecord> published = media.awaitPublished(1);
        assertEquals("test/4130000003", published.get(0).key());
        assertEquals("acme", published.get(0).header("tenant"));
        assertEquals(0, media.api().requests().count());
    }

    private static void answer(Exchange exchange) {
        exchange.getMessage().setBody(PAGE);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        exchange.getMessage()
                .setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }
}
