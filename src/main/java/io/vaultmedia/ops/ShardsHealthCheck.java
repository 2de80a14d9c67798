package io.vaultmedia.ops;

import io.vaultmedia.config.Instance;
import io.vaultmedia.shard.Shards;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Ready once this replica is a member of the consumer group, and the shards that are assigned to it, if any, are open. Until
 * then it says what they wait for.
 */
public final class ShardsHealthCheck extends AbstractHealthCheck {

    private final Shards shards;
    private final boolean isReadiness;

    public ShardsHealthCheck(Instance instance, Shards shards, boolean isReadiness) {
        super("vault", instance.id("vault-shards"));
        this.shards = shards;
        this.isReadiness = isReadiness;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isReadiness() {
        return isReadiness;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("shards.open", shards.owned())
                .detail("shards.assigned", shards.assigned())
                .detail("shards.count", shards.count());
        String trouble = shards.trouble();
        if (trouble == null) {
            builder.up();
        } else {
            builder.message(trouble).down();
        }
    }
}
