package io.vaultmedia.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.InvalidItem.Reason;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaPage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry that is not JSON affects no other entry, and becomes a dead letter byte for byte. */
class BadBytesTest {

    /** Bytes that JSON consists of, and bytes that it never contains. */
    private static final byte[] BAD =
            "\"\\{}[],: \n\0\t\u007f\u0080\u00c3\u00e2\u00f0\u00ffaun0-.'".getBytes(ISO_8859_1);

    private static final String HEAD = "{\"total\":3, \"items\": [ ";
    private static final String BEFORE = item("1001", "a \\\" b");
    private static final String MIDDLE = item("1002", "c \\\" {d} [e] \\\\");
    private static final String AFTER = item("1003", "f \\\" g");
    private static final String TAIL = " ] , \"nextCursor\":\"next\" }";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "-Infinity",
                "tru",
                "01",
                "\"a\nb\"",
                "\"a\0b\"",
                "\"\\x\"",
                "\"\u00e9\"",
                "\u00ff\u00fe",
                "\"\u00c3\"",
                "'one'",
                "1,",
                "1 2",
                "",
                "[1,]",
                "{x:1}",
                "/* 1 */ 1"
            })
    void oneBadValueIsOneDeadLetter(String latin1) throws Exception {
        String bad = MIDDLE.replace("\"more\":null", "\"more\":" + latin1);

        MediaPage page = read(page(bad).getBytes(ISO_8859_1));

        assertThat(page.nextCursor()).isEqualTo("next");
        assertThat(page.items()).hasSize(3);
        assertThat(List.of(page.items().get(0), page.items().get(2))).isEqualTo(neighbours());
        assertThat(page.items().get(1)).isInstanceOfSatisfying(InvalidItem.class, item -> {
            assertThat(item.json()).isEqualTo(bad.getBytes(ISO_8859_1));
            assertThat(item.reason()).isEqualTo(Reason.NOT_JSON);
            assertThat(item.mediaId()).isEqualTo("1002");
            assertThat(item.detail()).startsWith("the item is not JSON");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nul", "\"a\tb\"", "[NaN]", "{\"a\":}", "\u00e9"})
    void anEntryThatIsNoObjectIsOneDeadLetterToo(String latin1) throws Exception {
        MediaPage page = read(page(latin1).getBytes(ISO_8859_1));

        assertThat(page.mediaItems()).isEqualTo(neighbours());
        assertThat(page.invalidItems()).singleElement().satisfies(item -> assertThat(item.json())
                .isEqualTo(latin1.getBytes(ISO_8859_1)));
    }

    @Test
    void twoBadEntriesAreTwoDeadLetters() throws Exception {
        MediaPage page = read((HEAD + "NaN," + BEFORE + ", {\"id\":tru} ," + AFTER + TAIL).getBytes(UTF_8));

        assertThat(page.mediaItems()).isEqualTo(neighbours());
        assertThat(page.invalidItems())
                .extracting(item -> new String(item.json(), UTF_8))
                .containsExactly("NaN", "{\"id\":tru}");
    }

    /** It is deeper than the parser allows. */
    @Test
    void anEntryThatIsTooDeepIsOneDeadLetter() throws Exception {
        String deep = "{\"id\":\"x\",\"more\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";

        MediaPage page = read(page(deep).getBytes(UTF_8));

        assertThat(page.mediaItems()).isEqualTo(neighbours());
        assertThat(page.invalidItems()).singleElement().satisfies(item -> assertThat(item.json())
                .hasSize(deep.length()));
    }

    /** If a quote is missing, strings and the text between them change places, and a neighbour could be lost. */
    @Test
    void entriesThatCannotBeToldApartFailThePage() {
        String lost = MIDDLE.replace("\"1002\"", "\"1002");

        assertThat(outcome(page(lost).getBytes(UTF_8))).isNull();
    }

    /** If one byte is wrong, the page fails, or the other entries are read as before. */
    @Test
    void noBadByteAnywhereLosesOrChangesANeighbour() {
        byte[] page = page(MIDDLE).getBytes(UTF_8);
        int from = HEAD.length() + BEFORE.length() + 1;
        int to = from + MIDDLE.length();
        int alone = 0;
        for (int at = 0; at < page.length; at++) {
            for (byte bad : BAD) {
                byte[] damaged = page.clone();
                damaged[at] = bad;
                List<ListedItem> items = outcome(damaged);
                if (items != null && at >= from && at < to) {
                    assertThat(items).as("byte %d became %d", at, bad).hasSize(3);
                    assertThat(List.of(items.get(0), items.get(2))).isEqualTo(neighbours());
                    assertThatItIsThere(items.get(1), Arrays.copyOfRange(damaged, from, to));
                    alone++;
                } else if (items != null) {
                    assertThatNothingIsLost(items, damaged);
                }
            }
        }
        assertThat(alone).as("most bad bytes cost one entry only").isGreaterThan(MIDDLE.length() * BAD.length / 2);
    }

    @Test
    void noLostByteAnywhereLosesOrChangesANeighbour() {
        byte[] page = page(MIDDLE).getBytes(UTF_8);
        for (int at = 0; at < page.length; at++) {
            byte[] damaged = new byte[page.length - 1];
            System.arraycopy(page, 0, damaged, 0, at);
            System.arraycopy(page, at + 1, damaged, at, damaged.length - at);
            List<ListedItem> items = outcome(damaged);
            if (items != null) {
                assertThatNothingIsLost(items, damaged);
            }
        }
    }

    private static void assertThatItIsThere(ListedItem item, byte[] received) {
        if (item instanceof InvalidItem invalid) {
            assertThat(invalid.json()).isEqualTo(received);
        }
    }

    /** There are three entries, at most one differs from what was sent, and a dead letter has the received bytes. */
    private static void assertThatNothingIsLost(List<ListedItem> items, byte[] damaged) {
        assertThat(items).as(new String(damaged, ISO_8859_1)).hasSize(3);
        List<ListedItem> good = read(page(MIDDLE));
        int others = 0;
        for (int i = 0; i < 3; i++) {
            others += items.get(i).equals(good.get(i)) ? 0 : 1;
            if (items.get(i) instanceof InvalidItem invalid) {
                assertThat(new String(damaged, ISO_8859_1)).contains(new String(invalid.json(), ISO_8859_1));
            }
        }
        assertThat(others).isLessThanOrEqualTo(1);
    }

    private static List<ListedItem> neighbours() {
        return read("{\"items\":[" + BEFORE + "," + AFTER + "]}");
    }

    private static List<ListedItem> read(String page) {
        return new ArrayList<>(outcome(page.getBytes(UTF_8)));
    }

    private static MediaPage read(byte[] body) throws ApiException {
        return new MediaPageReader(1 << 20).read(new ByteArrayInputStream(body), () -> Instant.EPOCH);
    }

    /** What the page lists, or null if it fails. */
    private static List<ListedItem> outcome(byte[] body) {
        try {
            return read(body).items();
        } catch (ApiException e) {
            return null;
        }
    }

    private static String page(String middle) {
        return HEAD + BEFORE + "," + middle + "," + AFTER + TAIL;
    }

    private static String item(String id, String label) {
        return "{\"id\":\"" + id + "\",\"type\":\"image\",\"duration\":null,\"media\":{\"" + label
                + "\":{\"status\":\"stored\",\"quality\":\"full\",\"contentType\":\"image/jpeg\",\"sizeBytes\":1,"
                + "\"accessCount\":1,\"createdAt\":1,\"storedAt\":1796004686692,\"expiresAt\":1,\"lastAccessedAt\":1,"
                + "\"url\":\"https://media.example/v2/a\"}},\"sizes\":[{\"w\":1},{\"w\":2}],\"more\":null}";
    }
}
