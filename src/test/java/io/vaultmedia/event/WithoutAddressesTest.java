package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutAddressesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "{\"url\":\"https://s/x?sig=1\",\"id\":\"7\"} | {\"url\":\"omitted\",\"id\":\"7\"}",
                "{ \"url\" : \"s\" , \"id\":7 } | { \"url\" : \"omitted\" , \"id\":7 }",
                "{\"URL\":[\"a]\",{\"b\":\"}\"}],\"id\":7} | {\"URL\":\"omitted\",\"id\":7}",
                "{\"\\u0075r\\u006c\":\"s\"} | {\"\\u0075r\\u006c\":\"omitted\"}",
                "{\"href\":\"see https:\\/\\/s\"} | {\"href\":\"omitted\"}",
                "{\"href\":\"http\\u003a//s\"} | {\"href\":\"omitted\"}",
                "{\"url\":null,\"n\":NaN,\"x\":1.5e-7} | {\"url\":null,\"n\":NaN,\"x\":1.5e-7}",
                "{\"url\":{\"a\":[1,2]}} | {\"url\":\"omitted\"}",
                "[\"url\",\"a\"] | [\"url\",\"a\"]",
                "{\"a\":\"\\\"url\\\":x\"} | {\"a\":\"\\\"url\\\":x\"}",
            })
    void replacesAddressesAndNothingElse(String received, String left) {
        assertThat(of(received)).isEqualTo(left);
    }

    /** A quote too many or too few, an end too early: nothing that could be a part of an address may be left. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://h/p\"q?sig=secret\"}",
                "{\"label\":\"a\"b\",\"url\":\"https://h/secret\"}",
                "{\"label\":\"a\"b\",\"url\":\"\\u0068ttps\\u003a\\u002f\\u002fh\\u002fsecret\"}",
                "{\"url\":\"https://h/secret",
                "{\"url\":[\"secret\"",
                "{\"url\":https://h/secret}",
                "{\"href\":\"https://h/p\" \"secret\"}",
                "{\"url\":\"secret\\",
                "\"https://secret",
            })
    void leavesOutWhatComesAfterABreak(String received) {
        assertThat(of(received)).doesNotContain("secret").doesNotContain("h/");
    }

    @Test
    void keepsEachOtherByte() {
        byte[] received = "{\"id\":\"\u00e9\\n\u0000\u0080\u00ff\",\"a\":[]}\r\n".getBytes(ISO_8859_1);

        assertThat(WithoutAddresses.of(received)).isEqualTo(received);
    }

    private static String of(String received) {
        return new String(WithoutAddresses.of(received.getBytes(UTF_8)), UTF_8);
    }
}
