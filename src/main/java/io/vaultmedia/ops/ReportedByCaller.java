package io.vaultmedia.ops;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For routes whose caller waits for them, and reports what went wrong: one report is enough. Thread safe. */
public final class ReportedByCaller implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedByCaller.class);

    @Override
    public void handleException(Throwable exception) {
        LOG.debug("Left to the caller to report", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        handleException(exception);
    }
}
