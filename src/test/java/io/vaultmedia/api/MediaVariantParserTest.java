package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vaultmedia.media.MediaVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaVariantParserTest {

    private static final String STORED =
            "{'status':'stored','quality':'720','contentType':'video/mp4','sizeBytes':1024000,"
                    + "'accessCount':12,'createdAt':1715800000000,'storedAt':1715800100000,'expiresAt':1715886400000,"
                    + "'lastAccessedAt':1715800500000,'url':'https://media.ofauth.com/v2/x'}";

    @Test
    void readsEachField() throws Exception {
        assertThat(parse(STORED))
                .isEqualTo(new MediaVariant(
                        "full",
                        "stored",
                        "720",
                        "video/mp4",
                        1024000,
                        12,
                        1715800000000L,
                        1715800100000L,
                        1715886400000L,
                        1715800500000L,
                        "https://media.ofauth.com/v2/x"));
    }

    @Test
    void readsTextOfAnyScript() throws Exception {
        assertThat(parse(STORED.replace("'720'", "'\\u00e4 ä \\ud83d\\ude00 😀 \\n'"))
                        .quality())
                .isEqualTo("ä ä 😀 😀 \n");
    }

    @ParameterizedTest
    @CsvSource({
        "-5,-5",
        "0,0",
        "1715800100000.0,1715800100000",
        "1715800100000.9,1715800100000",
        "-0.9,0",
        "1.7158001e12,1715800100000",
        "9223372036854775807,9223372036854775807"
    })
    void readsAnyNumberThatALongCanHold(String sent, long read) throws Exception {
        assertThat(parse(STORED.replace("'sizeBytes':1024000", "'sizeBytes':" + sent))
                        .sizeBytes())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "1715800100000.9,1715800100000",
        "1.7158001e12,1715800100000",
        "946684800000,946684800000",
        "4102444799999,4102444799999"
    })
    void readsATimeOfThisCentury(String sent, long read) throws Exception {
        assertThat(parse(STORED.replace("'storedAt':1715800100000", "'storedAt':" + sent))
                        .storedAt())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,negative",
        "-1715800100000,negative",
        "0,before the year 2000",
        "946684799999,before the year 2000",
        "1715800100,in seconds",
        "1715800100.5,in seconds",
        "1715800100000000,in microseconds",
        "1715800100000000000,in nanoseconds",
        "4102444800000,after the year 2099",
        "9223372036854775807,after the year 2099"
    })
    void refusesAStoredTimeThatIsNone(String sent, String what) {
        refuses(
                STORED.replace("'storedAt':1715800100000", "'storedAt':" + sent),
                "media.full.storedAt is " + what
                        + ": it must be Unix time in milliseconds, from the year 2000 to 2099");
    }

    /** Only storedAt decides anything; of the others, 0 or a far year may mean "never". */
    @ParameterizedTest
    @ValueSource(strings = {"createdAt", "expiresAt", "lastAccessedAt"})
    void passesOtherTimesOnAsTheyAre(String field) throws Exception {
        for (String sent : new String[] {"0", "-1", "1715800100", "253402300799999"}) {
            assertThat(parse(STORED.replaceFirst("'" + field + "':\\d+", "'" + field + "':" + sent))
                            .isStored())
                    .isTrue();
        }
    }

    @Test
    void judgesNoTimeOfAVariantThatIsNotStored() throws Exception {
        assertThat(parse("{'status':'pending','storedAt':0}").storedAt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "1e400", "1e16", "'5'", "true", "[5]", "{'a':5}"})
    void refusesANumberThatALongCannotHold(String sent) {
        for (String field : new String[] {"storedAt", "sizeBytes", "accessCount", "createdAt", "expiresAt"}) {
            refuses(
                    STORED.replaceFirst("'" + field + "':\\d+", "'" + field + "':" + sent),
                    "media.full." + field + " is not a number");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quality",
                "contentType",
                "url",
                "sizeBytes",
                "accessCount",
                "createdAt",
                "expiresAt",
                "lastAccessedAt"
            })
    void refusesAStoredVariantThatLacksAField(String field) {
        refuses(STORED.replace("'" + field + "'", "'x'"), "media.full." + field + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quality", "contentType", "url"})
    void refusesAStoredVariantWhoseTextIsNull(String field) {
        refuses(
                STORED.replaceFirst("'" + field + "':'[^']*'", "'" + field + "':null"),
                "media.full." + field + " is not a string");
    }

    /** Such a variant is not newly stored, even if its status is stored. */
    @ParameterizedTest
    @ValueSource(strings = {"'storedAt':null", "'x':1"})
    void isNotStoredWithoutATime(String storedAt) throws Exception {
        MediaVariant variant = parse(STORED.replace("'storedAt':1715800100000", storedAt));

        assertThat(variant.storedAt()).isNull();
        assertThat(variant.isStored()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge_only", "pending", "storing", "removed", "frozen", "STORED", ""})
    void takesWhatIsNotStoredHoweverIncomplete(String status) throws Exception {
        MediaVariant variant = parse("{'storedAt':'soon','url':7,'sizeBytes':[[]],'status':'" + status + "'}");

        assertThat(variant.isStored()).isFalse();
        assertThat(variant.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{} | status is missing",
                "{'status':null} | status is not a string",
                "{'status':['stored']} | status is not a string",
                "{'url':7,'status':'stored'} | url is not a string"
            })
    void refusesWhatCouldBeStored(String json, String detail) {
        refuses(json, "media.full." + detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quality", "contentType", "url"})
    void refusesTextThatNoUtf8CanHold(String field) {
        refuses(
                STORED.replaceFirst("'" + field + "':'", "'" + field + "':'\\\\udc00"),
                "media.full." + field + " holds half a character");
    }

    @Test
    void cutsALongLabelInItsMessage() {
        assertThatThrownBy(() -> parse("l".repeat(1000), "{}"))
                .hasMessage("media." + "l".repeat(40) + "….status is missing");
    }

    private static void refuses(String json, String detail) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(WrongShapeException.class)
                .hasMessage(detail);
    }

    private static MediaVariant parse(String json) throws Exception {
        return parse("full", json);
    }

    private static MediaVariant parse(String label, String json) throws Exception {
        try (JsonParser in = new JsonFactory().createParser(json.replace('\'', '"'))) {
            in.nextToken();
            return new MediaVariantParser(in).parse(label);
        }
    }
}
