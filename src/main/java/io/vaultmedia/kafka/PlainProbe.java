package io.vaultmedia.kafka;

import io.vaultmedia.kafka.PortAnswer.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends a request in Kafka's plain protocol to an address, and looks at the first bytes of the answer. Kafka's client does
 * not: it takes the first four for a length, and allocates a buffer of that length (KAFKA-4090). Used by one thread.
 */
final class PlainProbe {

    /** For one address. */
    private static final int PATIENCE_MILLIS = 1_000;

    private static final int MOST_BYTES = 1 << 20;
    private static final int CORRELATION = 0x7661756c;
    private static final short API_VERSIONS = 18;
    private static final short METADATA = 3;

    /** The first one that can ask for no topics. */
    private static final short METADATA_VERSION = 1;

    private final long deadline;

    /** Takes this long at most, over all addresses, not counting name servers. */
    PlainProbe(int patienceMillis) {
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }

    /** True once the time for all addresses has passed. */
    boolean isOver() {
        return millisLeft() <= 1;
    }

    private int millisLeft() {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        return (int) Math.max(1, Math.min(PATIENCE_MILLIS, left));
    }

    /**
     * Returns what is there.
     *
     * @param advertised also ask where the brokers are; brokers answer that only to clients that need not log in
     */
    PortAnswer ask(BrokerAddress address, boolean advertised) {
        PortAnswer answer = new PortAnswer(address, Kind.UNKNOWN_HOST, List.of());
        try {
            for (InetAddress one : InetAddress.getAllByName(address.host())) {
                if (answer.isDown()) { // Kafka's client, too, tries all of a name's addresses.
                    answer = ask(address, new InetSocketAddress(one, address.port()), advertised);
                }
            }
        } catch (UnknownHostException e) {
            return answer;
        }
        return answer;
    }

    private PortAnswer ask(BrokerAddress address, InetSocketAddress resolved, boolean advertised) {
        try (Socket socket = new Socket()) {
            socket.connect(resolved, millisLeft());
            socket.setSoTimeout(millisLeft());
            Kind kind = kindOf(socket);
            boolean tells = kind == Kind.KAFKA && advertised;
            return new PortAnswer(address, kind, tells ? advertisedBy(socket) : List.of());
        } catch (ConnectException e) {
            return new PortAnswer(address, Kind.REFUSED, List.of());
        } catch (IOException e) {
            return new PortAnswer(address, Kind.UNREACHABLE, List.of());
        }
    }

    private static Kind kindOf(Socket socket) throws IOException {
        try {
            send(socket, API_VERSIONS, (short) 0, new byte[0]);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (!isSane(length)) {
                return nameOf(length);
            }
            if (in.readInt() != CORRELATION) {
                return Kind.FOREIGN;
            }
            in.skipNBytes(length - Integer.BYTES);
            return Kind.KAFKA;
        } catch (SocketTimeoutException e) {
            return Kind.SILENT;
        } catch (IOException e) {
            return Kind.CLOSED;
        }
    }

    /** The protocol whose first four bytes these are. */
    private static Kind nameOf(int start) {
        return switch (start) {
            case 0x48545450 -> Kind.HTTP; // HTTP
            case 0x5353482d -> Kind.SSH; // SSH-
            default -> isTls(start) ? Kind.TLS : Kind.FOREIGN;
        };
    }

    /** An alert or a handshake, of any version. */
    private static boolean isTls(int start) {
        return start >>> 16 == 0x1503 || start >>> 16 == 0x1603;
    }

    private static boolean isSane(int length) {
        return length >= Integer.BYTES && length <= MOST_BYTES;
    }

    private static void send(Socket socket, short api, short version, byte[] body) throws IOException {
        byte[] client = "vault-media-routes".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(3 * Integer.BYTES + 2 + client.length + body.length);
        request.putInt(request.capacity() - Integer.BYTES).putShort(api).putShort(version);
        request.putInt(CORRELATION).putShort((short) client.length).put(client).put(body);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write(request.array());
        out.flush();
    }

    /** Empty if they do not tell: it is only asked to explain a failure better. */
    private static List<BrokerAddress> advertisedBy(Socket socket) {
        List<BrokerAddress> brokers = new ArrayList<>();
        try {
            byte[] ofNoTopic = {0, 0, 0, 0};
            send(socket, METADATA, METADATA_VERSION, ofNoTopic);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (isSane(in.readInt()) && in.readInt() == CORRELATION) {
                for (int left = in.readInt(); left > 0; left--) {
                    in.readInt(); // Its id.
                    brokers.add(new BrokerAddress(string(in), in.readInt()));
                    string(in); // Its rack.
                }
            }
            return brokers;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String string(DataInputStream in) throws IOException {
        short length = in.readShort();
        return length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
