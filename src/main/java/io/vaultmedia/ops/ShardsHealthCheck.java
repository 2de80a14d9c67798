package io.vaultmedia.ops;

import io.vaultmedia.ledger.Shards;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready once all shards are open; until then it says what they wait for. */
public final class ShardsHealthCheck extends AbstractHealthCheck {

    private final Shards shards;

    public ShardsHealthCheck(Shards shards) {
        super("vault", "vault-shards");
        this.shards = shards;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("shards.open", shards.owned()).detail("shards.count", shards.count());
        String trouble = shards.trouble();
        if (shards.owned() == shards.count()) {
            builder.up();
        } else {
            builder.message(trouble == null ? "opening shards" : trouble).down();
        }
    }
}
