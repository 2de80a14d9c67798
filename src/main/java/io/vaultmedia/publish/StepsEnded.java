package io.vaultmedia.publish;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Runs when the exchange of a newly stored variant ends. A host's steps may have stopped it, or an error handler of theirs may
 * have handled an exception: Camel would then split the page no further, and its other variants would be missed. Stateless.
 */
final class StepsEnded extends SynchronizationAdapter {

    static final StepsEnded ONCE_DONE = new StepsEnded();

    private StepsEnded() {}

    @Override
    public void onDone(Exchange exchange) {
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            exchange.setRollbackOnly(false);
            exchange.setRollbackOnlyLast(false);
            exchange.setException(new VariantStepException("a step of vault.variant.via asks for a rollback", null));
        }
        if (exchange.getException() == null) {
            exchange.setRouteStop(false);
            exchange.getExchangeExtension().setErrorHandlerHandled(null);
            try {
                VariantSteps.page(exchange).ended(VariantSteps.offered(exchange));
            } catch (RuntimeException e) { // Camel ignores what a synchronization throws.
                exchange.setException(e);
            }
        }
    }

    /** A copy behind seda: may end after its page. */
    @Override
    public boolean allowHandover() {
        return false;
    }
}
