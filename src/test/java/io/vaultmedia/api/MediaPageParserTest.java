package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaPageParserTest {

    private static final Instant TIME = Instant.parse("2026-06-07T12:00:00Z");

    private static final String GOOD = item("1");

    private final MediaPageParser parser = new MediaPageParser();

    @Test
    void readsItemsCursorAndTime() throws Exception {
        MediaPage page = parse("{\"items\":[" + GOOD + "," + item("2") + "],\"nextCursor\":\"100\"}");

        assertThat(page.items()).extracting(i -> ((MediaItem) i).id()).containsExactly("1", "2");
        assertThat(page.nextCursor()).isEqualTo("100");
        assertThat(page.apiTime()).isEqualTo(TIME);
    }

    /** An empty cursor would ask for the first page again, and a backfill would never end. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"items\":[]}", "{\"nextCursor\":null,\"items\":[]}", "{\"items\":[],\"nextCursor\":\"\"}"})
    void isTheLastPageWithoutACursor(String body) throws Exception {
        assertThat(parse(body).hasNext()).isFalse();
    }

    @Test
    void keepsACursorAsReceived() throws Exception {
        assertThat(parse("{\"items\":[],\"nextCursor\":\"+ &=%\\n\\u00e4\\ud83d\\ude00{{x}}\"}")
                        .nextCursor())
                .isEqualTo("+ &=%\nä😀{{x}}");
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() throws Exception {
        MediaPage page = parse("{\"total\":7,\"meta\":{\"items\":3,\"nextCursor\":[]},\"items\":[" + GOOD + "]}");

        assertThat(page.items()).hasSize(1);
        assertThat(page.hasNext()).isFalse();
    }

    @Test
    void readsAPageThatBeginsWithAByteOrderMark() throws Exception {
        String poison = "{\"id\":\"7\"}";
        MediaPage page = parse("\ufeff{\"items\":[" + poison + "," + GOOD + "]}");

        assertThat(json(page.items().get(0))).isEqualTo(poison);
        assertThat(page.items().get(1)).isInstanceOf(MediaItem.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "\"page\"",
                "{}",
                "{\"nextCursor\":\"1\"}",
                "{\"items\":null}",
                "{\"items\":{}}",
                "{\"items\":\"\"}",
                "{\"items\":[],\"nextCursor\":100}",
                "{\"items\":[],\"nextCursor\":{}}",
                "{\"items\":[],\"nextCursor\":false}",
                "{\"items\":[]} {}",
                "{\"items\":[]}1"
            })
    void refusesAPageOfAnotherShape(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.kind())
                .isEqualTo(ApiException.Kind.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"items\":[",
                "{\"items\":[{\"id\":\"1\"",
                "{\"items\":[]",
                "{\"items\":[1,]}",
                "{\"items\":[]}x",
                "{items:[]}",
                "{\"items\":[,1]}",
                "{\"items\":[1 NaN]}",
                "{\"items\":[NaN],\"nextCursor\":NaN}",
                "{\"items\":[NaN],\"nextCursor\":\"\n\"}",
                "{\"items\":[NaN],\"items\":[1]}",
                "{\"total\":NaN,\"items\":[1]}",
                "{\"items\":[{\"a\":NaN]}",
                "{\"items\":[[NaN}]}",
                "{\"items\":[NaN]",
                "<html>Down</html>"
            })
    void failsAsAWholeOnBrokenJson(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void refusesAPageThatIsNotUtf8(String charset) {
        byte[] body = ("{\"items\":[" + GOOD + "]}").getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> parser.parse(body, body.length, () -> TIME, () -> {}))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("it is not UTF-8")
                .extracting(e -> ((ApiException) e).kind())
                .isEqualTo(ApiException.Kind.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void refusesAnEmptyPage(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.kind())
                .isEqualTo(ApiException.Kind.NOT_JSON));
    }

    @Test
    void asksForTheTimeOfAPageOnly() {
        assertThatThrownBy(() -> parser.parse(
                        "{}".getBytes(StandardCharsets.UTF_8), 2, () -> fail("no page, no time"), () -> {}))
                .isInstanceOf(ApiException.class);
    }

    /** Each of these is wrong at another place and depth; the entry must come out byte for byte, and the rest go on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-12.5e3",
                "\"a \\\" string \\u00e4 ä 😀\"",
                "[]",
                "[ [ {\"id\":\"x\"} ] ]",
                "{}",
                "{ \"id\" : \"\" , \"type\":\"image\",\"media\":{} }",
                "{\"id\":7.5,\"type\":\"image\",\"duration\":null,\"media\":{}}",
                "{\"id\":[\"]\",{\"}\":1}],\"type\":\"image\",\"media\":{}}",
                "{\"id\":\"x\",\"type\":null,\"media\":{\"full\":{\"status\":\"pending\"}}}",
                "{\"id\":\"x\",\"type\":{\"a\":[1,{}]},\"media\":{}}",
                "{\"id\":\"x\",\"type\":\"image\",\"duration\":\"10\",\"media\":{}}",
                "{\"id\":\"x\",\"type\":\"video\",\"duration\":1e400,\"media\":{}}",
                "{\"id\":\"x\",\"type\":\"image\",\"media\":null}",
                "{\"id\":\"x\",\"type\":\"image\",\"media\":[{\"full\":{}}]}",
                "{\"id\":\"x\",\"type\":\"image\",\"media\":{\"full\":null}}",
                "{\"id\":\"x\",\"type\":\"image\",\"media\":{\"full\":[]}, \"more\":[{}]}",
                "{\"id\":\"x\",\"type\":\"image\",\"media\":{\"full\":{}},\"more\":{\"ä\":[]}}",
                "{\"id\":\"x\",\"type\":\"image\",\"media\":{\"full\":{\"status\":{\"s\":[1]}},\"thumb\":{}}}",
                "{\"id\":\"x\",\"type\":\"image\",\"media\":{\"full\":{\"status\":\"stored\"}}}\n"
            })
    void keepsAnInvalidEntryByteForByteAndGoesOn(String entry) throws Exception {
        String body = "{\"ä\":\"😀\",\n \"items\" : [ " + GOOD + " ,\t" + entry + "\r\n, " + GOOD
                + "] , \"nextCursor\":\"2\"}";

        MediaPage page = parse(body);

        assertThat(page.items()).hasSize(3);
        assertThat(page.items().get(0)).isInstanceOf(MediaItem.class);
        assertThat(json(page.items().get(1))).isEqualTo(entry.strip());
        assertThat(page.items().get(2)).isInstanceOf(MediaItem.class);
        assertThat(page.nextCursor()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"x\"}",
                "{\"type\":7,\"media\":{\"id\":\"no\"},\"id\":\"x\"}",
                "{\"id\":7.5,\"id\":\"x\"}",
                "{\"id\":7,\"id\":\"x\"}",
                "{\"a\":[\"id\",{\"id\":\"no\"}],\"id\":\"x\"}"
            })
    void namesTheInvalidItemWhereverItsIdStands(String entry) throws Exception {
        assertThat(invalid(entry).mediaId()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\":\"\"}", "{\"id\":7.5}", "{}", "[\"id\",\"x\"]", "\"id\"", "{\"media\":{\"id\":\"x\"}}"})
    void hasNoNameForAnEntryWithoutAnId(String entry) throws Exception {
        assertThat(invalid(entry).mediaId()).isNull();
    }

    @Test
    void saysWhatIsWrongWithoutSayingTheValue() throws Exception {
        InvalidItem item = invalid(
                "{\"id\":\"x\",\"type\":\"image\",\"media\":{\"full\":{\"status\":\"stored\",\"url\":[\"secret\"]}}}");

        assertThat(item.detail()).isEqualTo("media.full.url is not a string");
        assertThat(item.reason()).isEqualTo(InvalidItem.Reason.WRONG_SHAPE);
        assertThat(item.toString()).doesNotContain("secret");
    }

    /** Jackson's own limits on depth, on the length of a number or name must not take the whole page along. */
    @Test
    void losesNoPageToAnItemThatIsTenThousandDeep() throws Exception {
        String deep = "{\"id\":\"x\",\"more\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(json(entry(deep))).isEqualTo(deep);
    }

    @Test
    void losesNoPageToANumberOfManyDigits() throws Exception {
        String digits = "9".repeat(100_000);

        assertThat(invalid("{\"id\":\"x\",\"type\":\"video\",\"duration\":" + digits + ",\"media\":{}}")
                        .detail())
                .isEqualTo("duration is out of range");
        assertThat(invalid(digits).detail()).isEqualTo("the item is not an object");
    }

    @Test
    void losesNoPageToALongName() throws Exception {
        assertThat(entry("{\"id\":\"x\",\"type\":\"image\",\"media\":{},\"" + "n".repeat(100_000) + "\":1}"))
                .isInstanceOf(MediaItem.class);
    }

    @Test
    void losesNoPageToARecordThatKafkaWouldRefuse() throws Exception {
        String large = stored("x", "u".repeat(2_000_000));

        InvalidItem item = invalid(large);

        assertThat(item.reason()).isEqualTo(InvalidItem.Reason.TOO_LARGE);
        assertThat(item.mediaId()).isEqualTo("x");
        assertThat(json(item)).isEqualTo(large);
        assertThat(invalid(stored("i".repeat(40_000), "u")).reason()).isEqualTo(InvalidItem.Reason.TOO_LARGE);
    }

    @Test
    void takesAnAddressOfAHundredThousandCharacters() throws Exception {
        assertThat(entry(stored("x", "u".repeat(100_000)))).isInstanceOf(MediaItem.class);
    }

    @Test
    void readsAThousandItems() throws Exception {
        String items = IntStream.range(0, 1000).mapToObj(i -> item("" + i)).collect(Collectors.joining(","));

        assertThat(parse("{\"items\":[" + items + "]}").items()).hasSize(1000).hasOnlyElementsOfType(MediaItem.class);
    }

    private MediaPage parse(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, bytes.length, () -> TIME, () -> {});
    }

    private ListedItem entry(String entry) throws Exception {
        List<ListedItem> items =
                parse("{\"items\":[" + entry + "," + GOOD + "]}").items();
        assertThat(items).hasSize(2);
        return items.get(0);
    }

    private InvalidItem invalid(String entry) throws Exception {
        return (InvalidItem) entry(entry);
    }

    private static String json(ListedItem item) {
        return new String(((InvalidItem) item).json(), StandardCharsets.UTF_8);
    }

    private static String stored(String id, String url) {
        return "{\"id\":\"" + id
                + "\",\"type\":\"image\",\"media\":{\"full\":{\"status\":\"stored\",\"storedAt\":1796004686692,"
                + "\"quality\":\"full\",\"contentType\":\"image/jpeg\",\"sizeBytes\":1,\"accessCount\":1,\"createdAt\":1,"
                + "\"expiresAt\":1,\"lastAccessedAt\":1,\"url\":\"" + url + "\"}}}";
    }

    private static String item(String id) {
        return "{\"id\":\"" + id
                + "\",\"type\":\"image\",\"duration\":null,\"media\":{\"full\":{\"status\":\"pending\"}}}";
    }
}
