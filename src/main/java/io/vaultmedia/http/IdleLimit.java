package io.vaultmedia.http;

import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * For how long an idle connection may be used again: 15 s, which is half of what the most forgetful NATs in use remember
 * (30 s; those of cloud providers 4 to 10 minutes), or a second less than the API says in {@code Keep-Alive}. Within a scan
 * connections are idle for milliseconds; a new one at each poll costs little. Stateless.
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
