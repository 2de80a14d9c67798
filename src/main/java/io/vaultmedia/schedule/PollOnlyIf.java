package io.vaultmedia.schedule;

import java.util.function.BooleanSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a route's scheduler make a message only if there is something to do. Thread safe if the condition is. */
public final class PollOnlyIf extends DefaultPollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PollOnlyIf.class);

    private final BooleanSupplier condition;

    public PollOnlyIf(BooleanSupplier condition) {
        this.condition = condition;
    }

    /** A condition that fails counts as met: the route meets with the same fault, and reports it. */
    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        try {
            return condition.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.debug("Looking whether {} has something to do", endpoint, e);
            return true;
        }
    }
}
