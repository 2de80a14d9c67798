package io.vaultmedia.api;

import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanTally;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes call to fetch pages: the query for the next page, the reading of its answer, and the scan's pages in order. Thread safe. */
public final class VaultApi {

    private static final Logger LOG = LoggerFactory.getLogger(VaultApi.class);

    /** The outcome of a request that ended by a fault of this program. */
    private static final String FAULT = "fault";

    /** A long scan logs its progress each time it has taken this number of pages. */
    private static final int PAGES_A_LINE = 1000;

    private final int pageLimit;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final PageMemory memory = PageMemory.ofHeap();
    private final MediaPageReader reader;
    private final ResponsePolicy policy;
    private final ApiClock clock;
    private final ScanListener listener;

    /**
     * Creates the bean.
     *
     * @param pageLimit items a page, 1 to 100
     * @param pageMaxBytes how large a page may be, after decompression
     * @param backoffMax the longest wait that the API can ask for
     */
    public VaultApi(int pageLimit, int pageMaxBytes, Duration backoffMax, ScanListener listener) {
        this(pageLimit, pageMaxBytes, backoffMax, listener, System::nanoTime);
    }

    VaultApi(int pageLimit, int pageMaxBytes, Duration backoffMax, ScanListener listener, LongSupplier nanoTime) {
        this.pageLimit = pageLimit;
        this.reader = new MediaPageReader(pageMaxBytes, memory);
        this.policy = new ResponsePolicy(new RetryAfter(backoffMax));
        this.clock = new ApiClock(nanoTime);
        this.listener = listener;
    }

    /**
     * Waits while two fetched pages wait, or while the memory for pages in flight is used up. Returns true if another page must
     * be fetched in this turn.
     */
    public boolean wantsPage(@ExchangeProperty("vaultScan") Scan scan) {
        try {
            while (scan.ahead().wantsPage()) {
                if (memory.awaitRoom(LOOK_AGAIN)) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false; // A forced stop.
        }
    }

    /** Returns the query string for the scan's next page, and starts to measure the request. */
    public String query(@ExchangeProperty("vaultScan") Scan scan) {
        scan.paging().request();
        return MediaQuery.of(scan, pageLimit).toQueryString();
    }

    /**
     * Reads the page from an answer, and moves the scan's cursor to the next page.
     *
     * @param headers of the answer, as Camel keeps them
     * @param body the response body, which is read and closed, or null if there is none
     * @throws ApiException if the answer is not a page, or if its cursor led to an earlier page
     */
    public MediaPage read(
            @ExchangeProperty("vaultScan") Scan scan, @Headers Map<String, Object> headers, @Body InputStream body)
            throws ApiException {
        MediaPage page = null;
        try (InputStream in = body == null ? InputStream.nullInputStream() : body) {
            ApiAnswer answer = new ApiAnswer(headers);
            policy.check(answer, scan.paging().cursor() != null);
            page = reader.read(in, () -> timeOf(scan, answer));
        } catch (IOException e) {
            if (page != null) { // The answer was read, but could not be closed.
                page.discard().run();
            }
            throw NetworkPolicy.whileReading(e);
        }
        try {
            follow(scan, page);
        } catch (ApiException e) {
            page.discard().run();
            throw e;
        }
        return page;
    }

    private static void follow(Scan scan, MediaPage page) throws ApiException {
        switch (scan.paging().follow(page)) {
            case FORWARD -> {}
            case REPEATED_CURSOR ->
                throw new ApiException(Kind.REPEATED_CURSOR, "the API names a cursor that led to an earlier page");
            case TOO_LONG -> throw new ApiException(Kind.ENDLESS, "the API names more pages than vault.scan.max-pages");
        }
    }

    private Instant timeOf(Scan scan, ApiAnswer answer) {
        ApiClock.Reading reading = clock.read(answer);
        if (reading.problem() != null) {
            listener.apiTimeUnusable(scan, reading.problem().label());
        }
        if (reading.news()) {
            LOG.warn(
                    "Watermarks do not move, because {}; if it lasts, check what proxies are on the way to the API",
                    reading.problem().fact());
        }
        return reading.time();
    }

    /** Returns true while the scan's turn has another page to take, unless Camel stops or is suspended. */
    public boolean hasPage(@ExchangeProperty("vaultScan") Scan scan, CamelContext camel) {
        return scan.isGoingOn() && camel.isStarted();
    }

    /** Waits for the scan's next page and returns it. Throws the exception that its fetch ended with. */
    public MediaPage takePage(@ExchangeProperty("vaultScan") Scan scan) throws Exception {
        MediaPage page = scan.takePage();
        if (scan.isGoingOn() && scan.tally().pages() % PAGES_A_LINE == 0) {
            String share = ScanTally.about(scan.share());
            LOG.info(
                    "{} goes on: {} stored variants so far{}",
                    scan,
                    scan.tally().listed(),
                    share);
        }
        return page;
    }

    /** Hands a fetched page over to the scan. */
    public void arrived(@ExchangeProperty("vaultScan") Scan scan, @Body MediaPage page) {
        scan.paging().requestEnded().ifPresent(took -> listener.requestEnded(scan, ScanListener.COMPLETED, took));
        scan.ahead().arrived(page);
    }

    /**
     * Hands the error of a failed fetch over to the scan. An exception that neither the API nor the network causes is a fault of
     * this program: it is handed over unchanged, and the schedule logs it with its stack trace.
     */
    public void failed(
            @ExchangeProperty("vaultScan") Scan scan, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        Optional<Duration> took = scan.paging().requestEnded();
        Optional<ApiException> failure = took.isPresent() ? NetworkPolicy.whileAsking(reason) : Optional.empty();
        took.ifPresent(time ->
                listener.requestEnded(scan, failure.map(ApiException::outcome).orElse(FAULT), time));
        scan.ahead().failed(failure.isPresent() ? failure.get() : reason);
    }
}
