package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.event.Topics;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.VariantStepException;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** {@code routes/split-page.camel.yaml} with steps of a host that end in other ways than at their end. */
class OwnStepsRouteTest extends RouteTest {

    private static final Topics TOPICS = new Topics("t");
    private static final String SECOND = "${body.mediaId} == 'm1'";

    private SampleLedgers ledger;

    OwnStepsRouteTest() {
        super("split-page");
    }

    private Exchange split(boolean buriesFailures, RouteBuilder steps) throws Exception {
        ledger = bindFlow(OpenShards.one(context, TOPICS), TOPICS, buriesFailures);
        setting("vault.variant.via", "direct:my-steps?block=false"); // else Camel waits 30 s for a consumer
        context.addRoutes(steps);
        loadRoute("publish-variant");
        startRoute();
        Scan scan = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        var page = SampleScans.take(scan, page(3, "more"));
        return template.send("direct:vault-split-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody(page);
        });
    }

    private static void assertAllHandledAndTwoPublished(Exchange split) {
        assertThat(split.getException()).isNull();
        PageTransaction page = split.getMessage().getBody(PageTransaction.class);
        assertThat(page.records()).as("the first and the third").hasSize(2);
        assertThat(page.entries())
                .as("each counts as handled, beside the scan's place")
                .hasSize(4);
    }

    @Test
    void aVariantWhoseStepsStopIsDroppedAndTheNextOnesGoOn() throws Exception {
        assertAllHandledAndTwoPublished(split(false, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:my-steps").filter(simple(SECOND)).stop().end().to("direct:vault-publish-variant");
            }
        }));
    }

    @Test
    void anExceptionThatTheHostHandlesItselfEndsNoPage() throws Exception {
        assertAllHandledAndTwoPublished(split(false, new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:host-errors"));
                from("direct:my-steps")
                        .filter(simple(SECOND))
                        .throwException(new IllegalStateException("no tenant"))
                        .end()
                        .to("direct:vault-publish-variant");
            }
        }));
    }

    @Test
    void aRollbackFailsThePage() throws Exception {
        Exchange split = split(false, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:my-steps")
                        .filter(simple(SECOND))
                        .markRollbackOnly()
                        .end()
                        .to("direct:vault-publish-variant");
            }
        });

        assertThat(split.getException()).hasRootCauseInstanceOf(VariantStepException.class);
    }

    /** Nobody is at the endpoint: that is no fault of a variant. */
    @Test
    void aRouteThatIsStoppedBuriesNoVariant() throws Exception {
        Exchange split = split(true, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:my-steps").routeId("my-steps").autoStartup(false).to("direct:vault-publish-variant");
            }
        });

        assertThat(split.getException()).hasStackTraceContaining("vault.variant.via failed on m0/full");
    }
}
