package io.vaultmedia.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection to the API that logs nothing. The HTTP client's own connections log all headers and bytes at DEBUG, which
 * include the API key and a connection's id. If a request gets no byte of an answer on a reused connection, it fails with
 * {@link NoAnswerException}. For one thread at a time.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private final Patience patience;
    private Timeout socketTimeout = Timeout.DISABLED;
    private long answersBefore;
    private boolean answered;
    private long sentNanos;

    QuietConnection(Http1Config config, Patience patience) {
        super(
                config,
                null,
                null,
                null,
                null,
                new DefaultHttpRequestWriterFactory(config),
                new DefaultHttpResponseParserFactory(config));
        this.patience = patience;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        super.bind(socket);
        socketTimeout = Timeout.ofMilliseconds(socket.getSoTimeout());
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        answersBefore = answers(); // A proxy has answered to CONNECT.
        super.bind(tls, socket);
        socketTimeout = Timeout.ofMilliseconds(tls.getSoTimeout());
    }

    @Override
    public Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        socketTimeout = timeout;
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        answered = false;
        sentNanos = patience.now();
        try {
            super.sendRequestHeader(request);
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            super.flush();
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        if (!answered) {
            awaitAnswer();
        }
        return super.receiveResponseHeader();
    }

    private void awaitAnswer() throws IOException {
        boolean giveUpSoon = isReused() && patience.isShort();
        try {
            answered = awaitInput(giveUpSoon ? patience.within(socketTimeout) : socketTimeout);
        } catch (SocketTimeoutException e) {
            throw giveUpSoon ? unanswered(e) : e;
        } catch (IOException e) {
            throw unanswered(e);
        }
        if (answered) {
            patience.answered(sentNanos);
        } else if (isReused()) {
            throw new NoAnswerException("the connection was closed");
        }
    }

    private boolean isReused() {
        return answers() > answersBefore;
    }

    private long answers() {
        EndpointDetails details = getEndpointDetails();
        return details == null ? 0 : details.getResponseCount();
    }

    /** Returns what a request fails with: on a reused connection, the API may not have received it. */
    private IOException unanswered(IOException failure) {
        return isReused() && !answered ? new NoAnswerException(failure) : failure;
    }
}
