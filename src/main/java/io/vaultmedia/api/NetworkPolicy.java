package io.vaultmedia.api;

import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.http.ApiKeyException;
import io.vaultmedia.http.DeadlinePassedException;
import io.vaultmedia.http.PoolClosedException;
import io.vaultmedia.http.RefusedRequestException;
import io.vaultmedia.http.UnknownEncodingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Decides what an exception means that ended a request or the reading of its answer. The messages of such exceptions may quote
 * addresses, headers and bodies, so most failures name only the exception's type. Stateless.
 */
final class NetworkPolicy {

    private NetworkPolicy() {}

    /** Returns why there is no answer; empty for an exception that no network causes, which is a fault of this program. */
    static Optional<ApiException> whileAsking(Exception reason) {
        if (reason instanceof ApiException known) {
            return Optional.of(known);
        }
        Throwable cause = reason instanceof ClientProtocolException ? reason.getCause() : reason;
        if (cause instanceof RefusedRequestException) {
            return Optional.empty();
        }
        if (cause instanceof UnknownEncodingException encoding) {
            return Optional.of(new ApiException(Kind.PROTOCOL, encoding.getMessage(), reason));
        }
        if (cause instanceof HttpException || reason instanceof ClientProtocolException) {
            return Optional.of(protocol(reason));
        }
        return reason instanceof IOException failure ? Optional.of(noAnswer(failure)) : Optional.empty();
    }

    private static ApiException noAnswer(IOException reason) {
        if (reason instanceof ApiKeyException) {
            return new ApiException(Kind.UNAUTHORIZED, reason.getMessage());
        }
        if (reason instanceof InterruptedIOException) {
            return timeout(reason, "the API did not answer in time");
        }
        if (reason instanceof MessageConstraintException) {
            return new ApiException(Kind.TOO_LARGE, "the head of the API's answer is larger than it may be", reason);
        }
        if (reason instanceof SSLException && !(reason.getCause() instanceof SocketException)) {
            return new ApiException(Kind.TLS, tlsFact(reason), reason);
        }
        if (reason instanceof PoolClosedException) {
            return new ApiException(Kind.UNREACHABLE, reason.getMessage(), reason);
        }
        String what = reason.getClass().getSimpleName();
        return new ApiException(Kind.UNREACHABLE, "the API could not be reached: " + what, reason);
    }

    private static ApiException protocol(Exception reason) {
        return new ApiException(Kind.PROTOCOL, "the answer is not valid HTTP", reason);
    }

    /** Returns why an answer could not be read to its end. */
    static ApiException whileReading(IOException reason) {
        if (reason instanceof InterruptedIOException) {
            return timeout(reason, "the API's answer stopped in the middle");
        }
        if (reason instanceof MalformedChunkCodingException && !(reason instanceof TruncatedChunkException)) {
            return protocol(reason);
        }
        if (reason instanceof ZipException) {
            return new ApiException(Kind.NOT_JSON, "the answer is not compressed as it says", reason);
        }
        return new ApiException(Kind.TRUNCATED, "the answer broke off while it was read", reason);
    }

    private static ApiException timeout(Exception reason, String otherwise) {
        if (reason instanceof DeadlinePassedException) {
            return new ApiException(Kind.TIMEOUT, reason.getMessage(), reason);
        }
        boolean connecting = reason instanceof ConnectTimeoutException;
        return new ApiException(
                Kind.TIMEOUT, connecting ? "the API accepted no connection in time" : otherwise, reason);
    }

    private static String tlsFact(Throwable reason) {
        if (reason instanceof SSLPeerUnverifiedException) {
            return "the API's certificate is another host's";
        }
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return "the API's certificate is not trusted";
            }
        }
        return "the API could not be reached by TLS: " + reason.getClass().getSimpleName();
    }
}
