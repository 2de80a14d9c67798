package io.vaultmedia.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vaultmedia.api.ApiException.Kind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("InputStreamSlowMultibyteRead")
class MediaPageReaderTest {

    private static final String PAGE = "{\"items\":[]}";
    private static final Instant TIME = Instant.parse("2026-06-07T12:00:00Z");

    @Test
    void readsAPageWithTheApisTime() throws Exception {
        assertThat(reader(1000).read(body(PAGE), () -> TIME).apiTime()).isEqualTo(TIME);
    }

    @Test
    void repeatsNothingOfTheBody() {
        ApiException e = refusal(reader(1000), body("{\"secret\": oops}"));

        assertThat(e.kind()).isEqualTo(Kind.NOT_JSON);
        assertThat(e)
                .hasMessageMatching("the answer is not JSON: wrong at byte \\d+; .*")
                .hasNoCause();
        assertThat(e.getMessage()).doesNotContain("secret", "oops");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"items\":[", "{\"items\":[{\"id\":\"1\"", "{\"items\":[]", "{\"ite"})
    void tellsABodyThatEndsTooEarlyFromOneThatIsWrong(String json) {
        ApiException e = refusal(reader(1000), body(json));

        assertThat(e.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(e)
                .hasMessageStartingWith("the answer ends in the middle of its JSON; ")
                .hasNoCause();
    }

    /** At some of these bounds the buffer is exactly full. */
    @ParameterizedTest
    @ValueSource(ints = {12, 1024, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000})
    void readsABodyOfExactlyTheBoundAndNotOneByteMore(int maxBytes) throws Exception {
        String exact = PAGE + " ".repeat(maxBytes - PAGE.length());

        assertThat(reader(maxBytes).read(body(exact), () -> null).items()).isEmpty();
        assertThat(refusal(reader(maxBytes), body(exact + " ")).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void readsABodyThatComesByteByByte() throws Exception {
        InputStream trickle = new ByteArrayInputStream(PAGE.getBytes(UTF_8)) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };

        assertThat(reader(1000).read(trickle, () -> null).items()).isEmpty();
    }

    @Test
    void givesUpABodyThatNeverEnds() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };

        assertThat(refusal(reader(100_000), endless).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    private static MediaPageReader reader(int maxBytes) {
        return new MediaPageReader(maxBytes);
    }

    private static ApiException refusal(MediaPageReader reader, InputStream body) {
        return catchThrowableOfType(ApiException.class, () -> reader.read(body, () -> TIME));
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
