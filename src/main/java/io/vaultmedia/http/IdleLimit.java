package io.vaultmedia.http;

import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Decides how long an idle connection may be reused: 15 s, or a second less than the API's {@code Keep-Alive} if that is
 * shorter. The strictest NATs forget idle connections after 30 s, those of cloud providers after 4 to 10 minutes. During a scan
 * a connection is idle for milliseconds, and a new connection at each poll costs little. Stateless.
 */
final class IdleLimit implements ConnectionKeepAliveStrategy {

    private static final TimeValue LONGEST = TimeValue.ofSeconds(15);
    private static final TimeValue MARGIN = TimeValue.ofSeconds(1);

    @Override
    public TimeValue getKeepAliveDuration(HttpResponse response, HttpContext context) {
        TimeValue asked = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        long millis = asked.toMilliseconds() - MARGIN.toMilliseconds();
        boolean sooner = asked.toMilliseconds() >= 0 && millis < LONGEST.toMilliseconds();
        return sooner ? TimeValue.ofMilliseconds(Math.max(0, millis)) : LONGEST;
    }
}
