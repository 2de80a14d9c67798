package io.vaultmedia.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;

/**
 * Aborts the requests that the API has not answered 2 s after a stop began. A stop waits for the pages in flight, but not for
 * an API that hangs. The scans of these requests fail, and begin again after the next start.
 */
public final class ImpatientStop extends SimpleEventNotifierSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClientConnectionManager pool;

    public ImpatientStop(HttpClientConnectionManager pool) {
        this.pool = pool;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.CamelContextStoppingEvent;
    }

    @Override
    public void notify(CamelEvent stopping) {
        Executor later = CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
        later.execute(() -> pool.close(CloseMode.IMMEDIATE));
    }
}
