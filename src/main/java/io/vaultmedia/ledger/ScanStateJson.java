package io.vaultmedia.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanProgress;
import io.vaultmedia.scan.ScanState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/** A {@link ScanState} on the wire: JSON that an operator can read, with times as ISO instants. */
final class ScanStateJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ScanStateJson() {}

    /** What the value of a connection's entry says. */
    record Read(ScanState state, long publishedTotal) {}

    private record State(
            String watermark, String since, String sweptAt, Progress progress, Long publishedTotal, Long rescanned) {}

    private record Progress(String kind, String startedAt, String cursor, int pages, long variants, String filter) {}

    static byte[] write(ScanState state, long publishedTotal) {
        try {
            return JSON.writeValueAsBytes(new State(
                    text(state.watermark()),
                    text(state.since()),
                    text(state.sweptAt()),
                    wire(state.progress()),
                    publishedTotal == 0 ? null : publishedTotal,
                    state.rescanned() == 0 ? null : state.rescanned()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    /** Throws IllegalArgumentException for what no version of this product wrote. */
    static Read read(byte[] json) {
        try {
            State state = JSON.readValue(json, State.class);
            return new Read(
                    new ScanState(
                            time(state.watermark),
                            time(state.since),
                            time(state.sweptAt),
                            progress(state.progress),
                            state.rescanned == null ? 0 : state.rescanned),
                    state.publishedTotal == null ? 0 : state.publishedTotal);
        } catch (IOException | DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("a value of " + json.length + " bytes is no connection's state", e);
        }
    }

    private static Progress wire(ScanProgress p) {
        return p == null
                ? null
                : new Progress(p.kind().label(), text(p.startedAt()), p.cursor(), p.pages(), p.variants(), p.filter());
    }

    private static ScanProgress progress(Progress p) {
        return p == null
                ? null
                : new ScanProgress(
                        ScanKind.valueOf(p.kind.toUpperCase(Locale.ROOT)),
                        Instant.parse(p.startedAt),
                        p.cursor,
                        p.pages,
                        p.variants,
                        p.filter);
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    private static Instant time(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
