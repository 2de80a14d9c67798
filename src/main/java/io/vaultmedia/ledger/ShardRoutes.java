package io.vaultmedia.ledger;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;

/**
 * The routes that publish, made from the route template {@code publish-page}: for each open shard as many as it has lanes.
 * Starting one opens its transactional producer, which fences whoever held its transactional id before and settles what
 * they left unfinished; stopping it closes the producer.
 */
final class ShardRoutes {

    private static final String TEMPLATE = "publish-page";
    private static final long STOP_SECONDS = 10;

    private final CamelContext context;

    ShardRoutes(CamelContext context) {
        this.context = context;
    }

    /** Returns once all producers of the shard are ready; throws where Kafka does not let them be. */
    void start(Shard shard) throws Exception {
        for (String lane : shard.lanes()) {
            ((ModelCamelContext) context).addRouteFromTemplate(routeId(lane), TEMPLATE, Map.of("lane", lane));
        }
    }

    /** Returns once no producer of the shard is left, whether or not its routes were running. */
    void stop(Shard shard) throws Exception {
        for (String lane : shard.lanes()) {
            String id = routeId(lane);
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
                context.removeRoute(id);
            }
        }
    }

    private static String routeId(String lane) {
        return TEMPLATE + "-" + lane;
    }
}
