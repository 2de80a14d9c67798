package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.publish.Refusals;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.SignalTransaction;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.shard.OpenShards;
import io.vaultmedia.shard.Shards;
import java.util.List;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.util.function.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/** {@code routes/apply-signal.camel.yaml}. */
class ApplySignalRouteTest extends RouteTest {

    private Shards shards;

    ApplySignalRouteTest() {
        super("apply-signal");
    }

    private SignalTransaction start() throws Exception {
        return start(route -> {});
    }

    private SignalTransaction start(ThrowingConsumer<AdviceWithRouteBuilder, Exception> advice) throws Exception {
        shards = OpenShards.one(context, new Topics("p"));
        context.getRegistry().bind("vaultShards", shards);
        context.getRegistry().bind("vaultPages", new SampleLedgers(shards, new Topics("p")).pages());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:vault-publish-page?pollTimeout=20").to("mock:publish");
            }
        });
        startRoute(advice);
        List<LedgerEntry> pause = List.of(LedgerEntry.orders(ALICE, Orders.NONE.paused(true)));
        return SignalTransaction.of(shards.of(ALICE).required(), pause, List.of(), new Refusals(), () -> {});
    }

    @Test
    void submitsWhatASignalChangesAndHasItPublished() throws Exception {
        MockEndpoint published = getMockEndpoint("mock:publish");
        SignalTransaction transaction = start();
        published.expectedBodiesReceived(transaction);

        template.sendBody("direct:vault-apply-signal", transaction);

        published.assertIsSatisfied();
        assertThat(transaction.shard().isRequested()).isTrue();
        assertThat(transaction.shard().ledger().of(ALICE).orders().paused())
                .as("a page that follows sees it")
                .isTrue();
    }

    /** Else all that is submitted later would wait for ever, because it was requested already. */
    @Test
    void aShardThatNobodyCanBeAskedToPublishIsOpenedAgain() throws Exception {
        SignalTransaction transaction =
                start(route -> route.weaveById("vault-publish-signal").before().process(sending -> {
                    throw new IllegalStateException("Queue full");
                }));

        assertThatThrownBy(() -> template.sendBody("direct:vault-apply-signal", transaction))
                .rootCause()
                .hasMessage("Queue full");
        assertThat(transaction.shard().isEnded()).isTrue();
    }

    @Test
    void saysThatTheShardIsNotOpenAnyMore() throws Exception {
        SignalTransaction transaction = start();
        OpenShards.release(shards);

        assertThatThrownBy(() -> template.sendBody("direct:vault-apply-signal", transaction))
                .rootCause()
                .hasMessageContaining("another replica");
    }
}
