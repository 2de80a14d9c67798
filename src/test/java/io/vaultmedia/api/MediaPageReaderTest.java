package io.vaultmedia.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.media.MediaPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("InputStreamSlowMultibyteRead")
class MediaPageReaderTest {

    private static final String PAGE = "{\"items\":[]}";
    private static final String DATE = "Sun, 07 Jun 2026 12:00:00 GMT";
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void readsAPageAndTheApisTime() throws Exception {
        assertThat(reader(1000).read(200, DATE, body(PAGE)).apiTime()).isEqualTo(Instant.parse("2026-06-07T12:00:00Z"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "now", "2026-06-07T12:00:00Z", "Mon, 07 Jun 2026 12:00:00 GMT", "1780833600"})
    void knowsNoTimeWhereTheHeaderTellsNone(String date) throws Exception {
        assertThat(reader(1000).read(200, date, body(PAGE)).apiTime()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "400,REJECTED",
        "401,UNAUTHORIZED",
        "403,UNAUTHORIZED",
        "404,REJECTED",
        "405,REJECTED",
        "408,REJECTED",
        "418,REJECTED",
        "429,THROTTLED",
        "500,UNAVAILABLE",
        "502,UNAVAILABLE",
        "503,UNAVAILABLE",
        "599,UNAVAILABLE",
        "301,REDIRECTED",
        "302,REDIRECTED",
        "304,REDIRECTED",
        "308,REDIRECTED",
        "201,MALFORMED",
        "204,MALFORMED",
        "206,MALFORMED",
        "101,MALFORMED",
        "600,MALFORMED",
        "0,MALFORMED"
    })
    void takesNothingBut200ForAPage(int status, Kind kind) {
        ApiException e = refusal(reader(1000), status, body(PAGE));

        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e).hasMessageContaining("the API answered " + status);
    }

    @Test
    void saysWhichSettingToCheck() {
        assertThat(refusal(reader(1000), 401, body(""))).hasMessageContaining("vault.api.key");
        assertThat(refusal(reader(1000), 400, body(""))).hasMessageContaining("vault.connections");
        assertThat(refusal(reader(1000), 302, body(""))).hasMessageContaining("vault.api.base-url");
    }

    @Test
    void repeatsNothingOfTheBody() {
        assertThat(refusal(reader(1000), 200, body("{\"secret\": oops}")))
                .hasMessageMatching("the answer is not a page of media: broken JSON at byte \\d+")
                .hasNoCause();
        assertThat(refusal(reader(1000), 500, body("secret")).getMessage()).doesNotContain("secret");
    }

    @Test
    void refusesAnAnswerWithoutABody() {
        assertThat(refusal(reader(1000), 200, null).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refusal(reader(1000), 200, body("")).kind()).isEqualTo(Kind.MALFORMED);
    }

    /** The bounds at which the buffer is just full are those where an off-by-one would hide. */
    @ParameterizedTest
    @ValueSource(ints = {12, 1024, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000})
    void readsABodyOfExactlyTheBoundAndNotOneByteMore(int maxBytes) throws Exception {
        String exact = PAGE + " ".repeat(maxBytes - PAGE.length());

        assertThat(reader(maxBytes).read(200, null, body(exact)).items()).isEmpty();
        assertThat(refusal(reader(maxBytes), 200, body(exact + " ")).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void readsABodyThatComesByteByByte() throws Exception {
        InputStream trickle = new ByteArrayInputStream(PAGE.getBytes(UTF_8)) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };

        MediaPage page = reader(1000).read(200, null, trickle);

        assertThat(page.items()).isEmpty();
    }

    @Test
    void givesUpABodyThatNeverEnds() {
        Body endless = new Body() {
            @Override
            public int read() {
                return ' ';
            }
        };

        assertThat(refusal(reader(100_000), 200, endless).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(endless.closed).isTrue();
    }

    @Test
    void givesUpABodyThatTricklesPastTheDeadline() {
        Body slow = new Body() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                nanos.addAndGet(Duration.ofSeconds(25).toNanos());
                buffer[offset] = ' ';
                return 1;
            }
        };

        ApiException e = refusal(reader(1000), 200, slow);

        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e).hasMessage("the page took more than 60 s");
        assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofSeconds(75));
        assertThat(slow.closed).isTrue();
    }

    @Test
    void tellsABodyThatBreaksOffFromOneThatIsWrong() {
        Body broken = new Body() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThat(refusal(reader(1000), 200, broken).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(broken.closed).isTrue();
    }

    @Test
    void closesTheBodyOfAFault() {
        Body body = new Body() {
            @Override
            public int read() {
                return -1;
            }
        };

        refusal(reader(1000), 503, body);

        assertThat(body.closed).isTrue();
    }

    private MediaPageReader reader(int maxBytes) {
        return new MediaPageReader(maxBytes, MINUTE, nanos::get);
    }

    private static ApiException refusal(MediaPageReader reader, int status, InputStream body) {
        return catchThrowableOfType(ApiException.class, () -> reader.read(status, DATE, body));
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private abstract static class Body extends InputStream {
        boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }
}
