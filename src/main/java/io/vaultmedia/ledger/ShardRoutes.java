package io.vaultmedia.ledger;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;

/**
 * The routes that publish, one for each open shard, made from the route template {@code publish-page}. Starting one opens
 * its transactional producer, which fences whoever held the shard's transactional id before and settles what they left
 * unfinished; stopping it closes the producer.
 */
final class ShardRoutes {

    private static final String TEMPLATE = "publish-page";
    private static final long STOP_SECONDS = 10;

    private final CamelContext context;

    ShardRoutes(CamelContext context) {
        this.context = context;
    }

    /** Returns once the producer is ready; throws where Kafka does not let it be. */
    void start(int shard) throws Exception {
        ((ModelCamelContext) context)
                .addRouteFromTemplate(routeId(shard), TEMPLATE, Map.of("shard", Integer.toString(shard)));
    }

    /** Returns once no producer of this shard is left, whether or not the route was running. */
    void stop(int shard) throws Exception {
        String id = routeId(shard);
        if (context.getRoute(id) != null) {
            context.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
            context.removeRoute(id);
        }
    }

    private static String routeId(int shard) {
        return TEMPLATE + "-" + shard;
    }
}
