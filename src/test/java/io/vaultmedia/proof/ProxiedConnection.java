package io.vaultmedia.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * One client's connection to the broker, message by message: each has its length before it; a request begins with its API
 * key, version, correlation id and client id, an answer with the correlation id of its request. Two threads use it, one for
 * each direction.
 */
final class ProxiedConnection {

    /** The correlation id stands here in a request, behind API key and version. */
    private static final int CORRELATION_ID = 4;

    private final Socket client;
    private final Socket broker;
    private final Function<KafkaMessage, Fate> fates;
    private final Map<Integer, KafkaMessage> asked = new ConcurrentHashMap<>();

    ProxiedConnection(Socket client, Socket broker, Function<KafkaMessage, Fate> fates) {
        this.client = client;
        this.broker = broker;
        this.fates = fates;
    }

    /** Returns when the client has gone. A request that is held still reaches the broker, even if the client has gone. */
    void passRequests() {
        try (DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(broker.getOutputStream())) {
            while (true) {
                byte[] bytes = next(in);
                KafkaMessage request = requestIn(bytes);
                asked.put(ByteBuffer.wrap(bytes).getInt(CORRELATION_ID), request);
                pass(bytes, fates.apply(request), out);
            }
        } catch (IOException gone) {
            cut();
        }
    }

    void passAnswers() {
        try (DataInputStream in = new DataInputStream(broker.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            while (true) {
                byte[] bytes = next(in);
                KafkaMessage request = asked.remove(ByteBuffer.wrap(bytes).getInt());
                if (request != null) { // Else its answer was taken before.
                    pass(bytes, fates.apply(request.answer()), out);
                }
            }
        } catch (IOException gone) {
            closeQuietly(
                    client); // The broker's end is closed by the thread that passes requests: one may still be held.
        }
    }

    void cut() {
        closeQuietly(client);
        closeQuietly(broker);
    }

    private void pass(byte[] bytes, Fate fate, DataOutputStream out) throws IOException {
        fate.awaitRelease();
        if (fate.isCut()) {
            cut();
            throw new IOException("cut, as the plan says");
        }
        byte[] arriving = fate.arriving(bytes);
        if (arriving.length > 0) {
            out.writeInt(arriving.length);
            out.write(arriving);
            out.flush();
        }
    }

    private static byte[] next(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static KafkaMessage requestIn(byte[] bytes) {
        ByteBuffer request = ByteBuffer.wrap(bytes);
        ApiKeys api = ApiKeys.forId(request.getShort());
        request.getShort();
        request.getInt();
        short length = request.getShort();
        byte[] clientId = new byte[Math.max(0, length)];
        request.get(clientId);
        return new KafkaMessage(api, KafkaMessage.Direction.REQUEST, new String(clientId, StandardCharsets.UTF_8));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
