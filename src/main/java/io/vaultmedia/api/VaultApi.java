package io.vaultmedia.api;

import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Paging;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.io.InputStream;

/** What the route {@code fetch-page} asks before and after its request. Thread safe. */
public final class VaultApi {

    private final MediaPageReader reader;
    private final int pageLimit;
    private final ScanListener listener;

    /**
     * Queries of this page size, read by this reader.
     *
     * @param pageLimit items a page, 1 to 100
     */
    public VaultApi(MediaPageReader reader, int pageLimit, ScanListener listener) {
        this.reader = reader;
        this.pageLimit = pageLimit;
        this.listener = listener;
    }

    /** The query string for the scan's next page, which is about to be asked for. */
    public String query(Scan scan) {
        scan.paging().request();
        return MediaQuery.of(scan, pageLimit).toQueryString();
    }

    /**
     * Reads an answer, and moves the scan on to the page after it.
     *
     * @param status the HTTP status
     * @param date the {@code Date} header, or null
     * @param body the response body, or null where there is none
     * @throws ApiException where the answer is not a page, or its cursor would lead round in circles
     */
    public MediaPage read(Scan scan, int status, String date, InputStream body) throws ApiException {
        MediaPage page = reader.read(status, date, body);
        if (scan.paging().follow(page) != Paging.Course.FORWARD) {
            throw new ApiException(Kind.ENDLESS, "the API's cursors do not come to an end");
        }
        return page;
    }

    /** Waits for the scan's next page. Throws ApiException where it could not be had. */
    public MediaPage takePage(Scan scan) throws Exception {
        return scan.takePage();
    }

    /** Hands a page over to the scan. */
    public void arrived(Scan scan, MediaPage page) {
        listener.requestEnded(scan, ScanListener.COMPLETED, scan.paging().waited());
        scan.paging().arrived(page);
    }

    /** Hands over to the scan why there is no page. */
    public void failed(Scan scan, Exception reason) {
        ApiException failure = failureOf(reason);
        listener.requestEnded(scan, failure.kind().label(), scan.paging().waited());
        scan.paging().failed(failure);
    }

    private static ApiException failureOf(Exception reason) {
        if (reason instanceof ApiException known) {
            return known;
        }
        if (reason instanceof ApiKeyException) {
            return new ApiException(Kind.UNAUTHORIZED, reason.getMessage());
        }
        String what = reason.getClass().getSimpleName();
        return new ApiException(Kind.UNREACHABLE, "the API could not be reached: " + what, reason);
    }
}
