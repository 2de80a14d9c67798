package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final List<Connection> MANY = IntStream.range(0, 400)
            .mapToObj(i -> new Connection("c" + i, "conn_" + i))
            .toList();

    private long now = Long.MAX_VALUE; // A monotonic clock may overflow.
    private final Outages outages = new Outages(() -> now);
    private final List<Outages.Line> lines = new ArrayList<>();

    @Test
    void eachFailureOfASingleConnectionIsItsOwn() {
        for (int i = 0; i < 10; i++) {
            assertThat(failed(MANY.get(0), "timeout")).isTrue();
            passSeconds(60);
        }
        succeeded(MANY.get(0));
        assertThat(lines).isEmpty();
    }

    @Test
    void whatHundredsShareIsSaidWhenItBeginsAndWhenItHasSpread() {
        long single = MANY.stream().filter(one -> failed(one, "unavailable")).count();
        assertThat(single).isEqualTo(4);
        assertThat(texts()).singleElement().asString().startsWith("5 connections fail with unavailable, ");

        passSeconds(10);
        assertThat(texts())
                .last()
                .asString()
                .startsWith("400 connections fail with unavailable, the first of them 10 s ago; ")
                .endsWith("The latest: it is down");
        for (int retry = 0; retry < 20; retry++) {
            MANY.forEach(one -> assertThat(failed(one, "unavailable")).isFalse());
        }
        assertThat(lines).as("the same connections failing again are no news").hasSize(2);
    }

    @Test
    void whatLastsIsSaidEachMinute() {
        MANY.forEach(one -> failed(one, "unavailable"));
        passSeconds(10);
        forgetLines();

        for (int second = 0; second < 180; second++) {
            passSeconds(1);
        }
        assertThat(lines).hasSize(3);
    }

    @Test
    void itsEndIsSaidOnce() {
        MANY.forEach(one -> failed(one, "unavailable"));
        passSeconds(30);
        forgetLines();

        MANY.forEach(this::succeeded);
        passSeconds(600);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.isOver()).isTrue();
            assertThat(line.text()).startsWith("The outage unavailable is over after 30 s: up to 400 connections");
        });
    }

    @Test
    void aFewThatStillFailAreNamedAgain() {
        MANY.forEach(one -> failed(one, "unavailable"));
        MANY.subList(2, 400).forEach(this::succeeded);
        forgetLines();

        assertThat(failed(MANY.get(0), "unavailable")).isTrue();
        passSeconds(600);
        assertThat(lines).isEmpty();
    }

    @Test
    void connectionsThatLeaveEndAnOutageAsWell() {
        MANY.forEach(one -> failed(one, "unavailable"));
        forgetLines();
        MANY.forEach(outages::left);

        assertThat(texts()).singleElement().asString().contains("is over");
    }

    @Test
    void anotherOutcomeIsAnotherOutage() {
        MANY.subList(0, 200).forEach(one -> failed(one, "unavailable"));
        MANY.subList(200, 400).forEach(one -> failed(one, "timeout"));
        forgetLines();
        MANY.subList(0, 200).forEach(one -> failed(one, "timeout"));

        assertThat(texts()).singleElement().asString().startsWith("The outage unavailable is over");
        passSeconds(10);
        assertThat(texts()).last().asString().startsWith("400 connections fail with timeout");
    }

    private boolean failed(Connection connection, String outcome) {
        return outages.failed(connection, Lane.Kind.NEWS, outcome, "it is down");
    }

    private void succeeded(Connection connection) {
        outages.succeeded(connection, Lane.Kind.NEWS);
    }

    private void passSeconds(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        texts();
    }

    private void forgetLines() {
        texts();
        lines.clear();
    }

    private List<String> texts() {
        lines.addAll(outages.lines());
        return lines.stream().map(Outages.Line::text).toList();
    }
}
