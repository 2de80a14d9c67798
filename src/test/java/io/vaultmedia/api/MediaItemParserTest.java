package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaItemParserTest {

    private static final String FULL = "{'status':'stored','quality':'full','contentType':'image/jpeg','sizeBytes':1,"
            + "'accessCount':2,'createdAt':3,'storedAt':1796004686692,'expiresAt':5,'lastAccessedAt':6,'url':'u'}";

    @Test
    void readsAnItemWithItsVariantsInTheirOrder() throws Exception {
        MediaItem item =
                parse("{'media':{'thumb':" + FULL + ",'full':" + FULL + "},'duration':12,'type':'video','id':'7'}");

        assertThat(item.id()).isEqualTo("7");
        assertThat(item.type()).isEqualTo("video");
        assertThat(item.duration()).isEqualTo(12);
        assertThat(item.variants()).extracting(MediaVariant::label).containsExactly("thumb", "full");
    }

    /** The likeliest drift of all; more digits than a long has are no reason to change one. */
    @ParameterizedTest
    @ValueSource(strings = {"66", "0", "-7", "123456789012345678901234567890"})
    void takesAWholeNumberForAnIdDigitByDigit(String id) throws Exception {
        assertThat(parse("{'id':" + id + ",'type':'image','media':{}}").id()).isEqualTo(id);
    }

    @Test
    void takesATypeThatTheContractDoesNotKnow() throws Exception {
        assertThat(parse("{'id':'7','type':'hologram','media':{}}").type()).isEqualTo("hologram");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'id':'7','type':'image','media':{}}", "{'id':'7','type':'image','duration':null,'media':{}}"})
    void hasNoDurationWhereItIsNullOrAbsent(String json) throws Exception {
        assertThat(parse(json).duration()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-1,-1", "12.5,12.5", "1e3,1000.0", "9223372036854775807,9223372036854775807", "1.0E-3,0.001"})
    void keepsADurationsValue(String sent, String read) throws Exception {
        assertThat(parse("{'id':'7','type':'video','duration':" + sent + ",'media':{}}")
                        .duration())
                .hasToString(read);
    }

    @Test
    void keepsADurationThatNoLongCanHold() throws Exception {
        assertThat(parse("{'id':'7','type':'video','duration':99999999999999999999,'media':{}}")
                        .duration())
                .isEqualTo(new BigInteger("99999999999999999999"));
    }

    @ParameterizedTest
    @CsvSource({
        "1e400,duration is out of range",
        "-1e400,duration is out of range",
        "'''1''',duration is not a number",
        "true,duration is not a number",
        "{},duration is not a number"
    })
    void refusesADurationThatIsNone(String duration, String detail) {
        refuses("{'id':'7','type':'video','duration':" + duration + ",'media':{}}", detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "null | the item is not an object",
                "'7' | the item is not an object",
                "[] | the item is not an object",
                "{} | id is missing",
                "{'id':'','type':'image','media':{}} | id is missing",
                "{'id':null} | id is neither a string nor a whole number",
                "{'id':true} | id is neither a string nor a whole number",
                "{'id':{}} | id is neither a string nor a whole number",
                "{'id':66.0} | id is neither a string nor a whole number",
                "{'id':66e0} | id is neither a string nor a whole number",
                "{'id':'7'} | type is missing",
                "{'id':'7','type':1} | type is not a string",
                "{'id':'7','type':'image'} | media is missing",
                "{'id':'7','type':'image','media':[]} | media is not an object",
                "{'id':'7','type':'image','media':{'full':'x'}} | a variant is not an object"
            })
    void refusesAnItemOfAnotherShape(String json, String detail) {
        refuses(json, detail);
    }

    @Test
    void takesTheLastOfFieldsThatAreGivenTwice() throws Exception {
        MediaItem item =
                parse("{'id':'1','id':'2','type':'image','type':'audio','media':{'x':" + FULL + "},'media':{}}");

        assertThat(item).isEqualTo(new MediaItem("2", "audio", null, java.util.List.of()));
    }

    /** A label given twice is one variant: published twice, it would be a repetition. */
    @Test
    void takesTheLastOfVariantsWithOneLabel() throws Exception {
        MediaItem item = parse("{'id':'1','type':'image','media':{'full':" + FULL + ",'full':"
                + FULL.replace("'storedAt':1796004686692", "'storedAt':1796004686699") + "}}");

        assertThat(item.variants()).extracting(MediaVariant::storedAt).containsExactly(1796004686699L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type"})
    void refusesTextThatNoUtf8CanHold(String field) {
        String json = "{'id':'7','type':'image','media':{}}".replace("'" + field + "':'", "'" + field + "':'\\ud83d");

        refuses(json, field + " holds half a character");
    }

    @Test
    void refusesALabelThatNoUtf8CanHold() {
        refuses("{'id':'7','type':'image','media':{'a\\ude00':{}}}", "a label holds half a character");
    }

    private static void refuses(String json, String detail) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(WrongShapeException.class)
                .hasMessage(detail);
    }

    private static MediaItem parse(String json) throws Exception {
        try (JsonParser in = new JsonFactory().createParser(json.replace('\'', '"'))) {
            in.nextToken();
            return new MediaItemParser(in).parse();
        }
    }
}
