package io.vaultmedia.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Bounds the time of a request as a whole, from sending it to the end of the answer's body. A socket's timeout bounds only
 * each pause, so an API that sends one byte now and then could hold a thread for ever. If a body is closed before its end,
 * its connection is closed, too: the client would otherwise read the rest, to use the connection again. Thread safe.
 */
final class RequestDeadline implements ExecChainHandler {

    private static final String PENDING = RequestDeadline.class.getName();

    private final Duration deadline;

    RequestDeadline(Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Pending pending = new Pending(scope.execRuntime);
        scope.clientContext.setAttribute(PENDING, pending);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity body = response.getEntity();
            if (body == null) {
                pending.end();
            } else {
                response.setEntity(new Body(body, pending));
            }
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            pending.requireInTime(e);
            throw e;
        }
    }

    /** Returns true if the deadline of this context's request has passed: no other connection may be opened for it. */
    static boolean hasPassed(HttpContext context) {
        return context.getAttribute(PENDING) instanceof Pending pending && pending.isLate();
    }

    /** A request until its answer has been read, or its deadline has passed. */
    private final class Pending {

        private final ExecRuntime connection;
        private final CompletableFuture<Void> answered = new CompletableFuture<>();

        /** Starts the time limit. One daemon thread of the JDK waits for all of them. */
        private Pending(ExecRuntime connection) {
            this.connection = connection;
            CompletableFuture<Void> unused = answered.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(late -> {
                        connection.discardEndpoint();
                        return null;
                    });
        }

        /** Ends the time limit. Returns false if the deadline has passed. */
        private boolean end() {
            return answered.complete(null) || !answered.isCompletedExceptionally();
        }

        private boolean isLate() {
            return answered.isCompletedExceptionally();
        }

        private void requireInTime(Exception failure) throws DeadlinePassedException {
            if (!end()) {
                throw new DeadlinePassedException(deadline, failure);
            }
        }
    }

    private static final class Body extends HttpEntityWrapper {

        private final Pending pending;

        private Body(HttpEntity body, Pending pending) {
            super(body);
            this.pending = pending;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new Content(super.getContent(), pending);
        }
    }

    private static final class Content extends FilterInputStream {

        private final Pending pending;
        private boolean ended;

        private Content(InputStream in, Pending pending) {
            super(in);
            this.pending = pending;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = super.read(buffer, offset, length);
                ended |= read < 0;
                return read;
            } catch (IOException e) {
                pending.requireInTime(e);
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            pending.end();
            if (!ended) {
                pending.connection.discardEndpoint();
            }
            super.close();
        }
    }
}
