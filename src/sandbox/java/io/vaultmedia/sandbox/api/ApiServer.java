package io.vaultmedia.sandbox.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicServerExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;

/**
 * An HTTP/1.1 server on loopback. Any thread may send a response later; a request that waits holds no thread. Thread
 * safe.
 */
final class ApiServer implements AutoCloseable {
    /** Serves one request: calls the answer once, now or later. */
    interface Service {
        void serve(HttpRequest request, Answer answer);
    }

    /** Sends a reply; returns false if the client has disconnected. */
    interface Answer {
        boolean send(Reply reply, String date);
    }

    private final HttpAsyncServer server;
    private final int port;

    private ApiServer(HttpAsyncServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * @param port 0 for a free one
     * @throws IllegalStateException if the port is taken
     */
    static ApiServer start(int port, Service service) {
        HttpAsyncServer server = AsyncServerBootstrap.bootstrap()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setTcpNoDelay(true)
                        .setBacklogSize(1024)
                        .setSoReuseAddress(true)
                        .build())
                .setRequestRouter((request, context) -> () -> new BasicServerExchangeHandler<>(new Bridge(service)))
                .setExceptionCallback(gone -> {})
                .create();
        server.start();
        try {
            return new ApiServer(server, listen(server, port));
        } catch (IllegalStateException e) {
            server.close(CloseMode.IMMEDIATE);
            throw e;
        }
    }

    private static int listen(HttpAsyncServer server, int port) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            return ((InetSocketAddress)
                            server.listen(address, URIScheme.HTTP).get().getAddress())
                    .getPort();
        } catch (ExecutionException e) {
            throw new IllegalStateException("port " + port + " is taken (simulated Vault+ API)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening port " + port, e);
        }
    }

    int port() {
        return port;
    }

    /** Listens on another free port as well, and returns it. */
    int openAnother() {
        return listen(server, 0);
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }

    private record Bridge(Service service) implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {
        @Override
        public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
                HttpRequest request, EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new DiscardingEntityConsumer<>());
        }

        @Override
        public void handle(Message<HttpRequest, Void> message, ResponseTrigger trigger, HttpContext context) {
            service.serve(message.getHead(), (reply, date) -> send(trigger, new ReplyProducer(reply, date), context));
        }

        private static boolean send(ResponseTrigger trigger, ReplyProducer producer, HttpContext context) {
            try {
                trigger.submitResponse(producer, context);
                return true;
            } catch (HttpException e) {
                throw new UncheckedIOException("refused by the HTTP server", new IOException(e));
            } catch (IOException | IllegalStateException clientIsGone) {
                return false;
            }
        }
    }
}
