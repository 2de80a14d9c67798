package io.vaultmedia;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What one class logs while a test listens. */
public final class LogLines implements AutoCloseable {

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Map<String, Level> before = new LinkedHashMap<>();
    private final AbstractAppender appender = new AbstractAppender("test", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }
    };

    private LogLines(Logger logger) {
        this.logger = logger;
        appender.start();
        logger.addAppender(appender);
    }

    public static LogLines of(Class<?> type) {
        return new LogLines((Logger) LogManager.getLogger(type));
    }

    /** What a logger and all below it print from this level on, however they are configured. */
    public static LogLines of(String name, Level level) {
        LogLines lines = new LogLines((Logger) LogManager.getLogger(name));
        lines.before.put(name, lines.logger.getLevel());
        lines.logger
                .getContext()
                .getConfiguration()
                .getLoggers()
                .forEach((each, configured) -> lines.before.put(each, configured.getLevel()));
        Configurator.setAllLevels(name, level);
        return lines;
    }

    public List<String> lines() {
        return events.stream()
                .map(event -> event.getMessage().getFormattedMessage())
                .toList();
    }

    public List<String> lines(Level level) {
        return events.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(event -> event.getMessage().getFormattedMessage())
                .toList();
    }

    /** The exceptions whose stack traces were logged. */
    public List<Throwable> thrown() {
        return events.stream().map(LogEvent::getThrown).filter(Objects::nonNull).toList();
    }

    @Override
    public void close() {
        before.forEach(Configurator::setLevel);
        logger.removeAppender(appender);
        appender.stop();
    }
}
