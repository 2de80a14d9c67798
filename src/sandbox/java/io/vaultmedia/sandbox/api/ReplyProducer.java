package io.vaultmedia.sandbox.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Writes one reply. A truncated reply announces its whole length, and closes its connection half way. For one
 * exchange.
 */
final class ReplyProducer implements AsyncResponseProducer {
    private final Reply reply;
    private final String date;
    private final ByteBuffer body;

    ReplyProducer(Reply reply, String date) {
        this.reply = reply;
        this.date = date;
        this.body = reply.body().duplicate();
        if (reply.truncated()) {
            body.limit(reply.body().limit() / 2);
        }
    }

    @Override
    public void sendResponse(ResponseChannel channel, HttpContext context) throws HttpException, IOException {
        HttpResponse response = new BasicHttpResponse(reply.status());
        response.setHeader(HttpHeaders.DATE, date);
        if (reply.truncated()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        reply.headers().forEach(response::setHeader);
        channel.sendResponse(
                response,
                new BasicEntityDetails(reply.body().limit(), ContentType.parse(reply.contentType())),
                context);
    }

    @Override
    public int available() {
        return Math.max(1, body.remaining());
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        channel.write(body);
        if (!body.hasRemaining()) {
            channel.endStream();
        }
    }

    @Override
    public void failed(Exception cause) {}

    @Override
    public void releaseResources() {}
}
