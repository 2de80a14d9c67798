package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

/** How the application's log looks. */
class PackagedLogTest {

    private static final Path FILE = Path.of("src", "main", "resources", "log4j2.properties");

    @Test
    void printsAnEventInOneLine() throws IOException {
        assertThat(printed(null))
                .endsWith(System.lineSeparator())
                .hasLineCount(1)
                .contains("WARN", "[main]", "VaultMediaRoutes", "something");
    }

    @Test
    void tellsTheScanThatAnEventIsOf() throws IOException {
        assertThat(printed(null, Map.of("vaultScan", "0a1b2c3d")))
                .contains(" VaultMediaRoutes [scan 0a1b2c3d] something");
        assertThat(printed(null)).contains(" VaultMediaRoutes something");
    }

    /** The next event begins a line of its own, too. */
    @Test
    void printsAStackTraceBelowItsEventOnLinesOfItsOwn() throws IOException {
        String printed = printed(new IllegalStateException("a fault", new NullPointerException("its cause")));

        assertThat(printed).endsWith(System.lineSeparator());
        List<String> lines = printed.lines().toList();
        assertThat(lines.get(0)).endsWith("something");
        assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: a fault");
        assertThat(lines.get(2)).startsWith("\tat io.vaultmedia.PackagedLogTest.");
        assertThat(lines).contains("Caused by: java.lang.NullPointerException: its cause");
    }

    private static String printed(Throwable thrown) throws IOException {
        return printed(thrown, Map.of());
    }

    private static String printed(Throwable thrown, Map<String, String> context) throws IOException {
        Properties log = new Properties();
        try (Reader in = Files.newBufferedReader(FILE)) {
            log.load(in);
        }
        Log4jLogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName(VaultMediaRoutes.class.getName())
                .setLevel(Level.WARN)
                .setThreadName("main")
                .setMessage(new SimpleMessage("something"))
                .setThrown(thrown)
                .setContextData(new SortedArrayStringMap(context))
                .build();
        return PatternLayout.newBuilder()
                .withPattern(log.getProperty("appender.console.layout.pattern"))
                .build()
                .toSerializable(event);
    }
}
