package io.vaultmedia.publish;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Runs when the exchange of a newly stored variant ends, however a host's steps have ended it. They may have thrown an exception,
 * asked for a rollback, stopped the exchange, or handled an exception by an error handler of theirs. Camel would then split the
 * page no further, and its other variants would be missed. Stateless.
 */
final class StepsEnded extends SynchronizationAdapter {

    private final VariantSteps steps;

    StepsEnded(VariantSteps steps) {
        this.steps = steps;
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                throw new VariantStepException("a step of vault.variant.via asks for a rollback", null);
            }
            if (exchange.getException() == null) {
                VariantSteps.page(exchange).ended(VariantSteps.offered(exchange));
            } else {
                steps.failed(exchange, exchange.getException());
            }
            exchange.setException(null);
        } catch (RuntimeException e) { // Camel ignores what a synchronization throws.
            exchange.setException(e);
        }
        splitOn(exchange);
    }

    /** Without an exception, the split goes on with the next variant. With one, it fails. */
    private static void splitOn(Exchange exchange) {
        exchange.setRollbackOnly(false);
        exchange.setRollbackOnlyLast(false);
        exchange.setRouteStop(false);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
    }

    /** A copy behind seda: may end after its page. */
    @Override
    public boolean allowHandover() {
        return false;
    }
}
