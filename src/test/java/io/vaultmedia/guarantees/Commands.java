package io.vaultmedia.guarantees;

import io.vaultmedia.command.VaultCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;

/** Runs commands of the application in this JVM. */
final class Commands {

    private final Map<String, String> settings;

    private final Map<String, Object> beans;

    Commands(Map<String, String> settings) {
        this(settings, Map.of());
    }

    /** With these beans in the application's registry. */
    Commands(Map<String, String> settings, Map<String, Object> beans) {
        this.settings = settings;
        this.beans = beans;
    }

    /** What a command printed, and its exit code. */
    record Result(int exitCode, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = VaultCommand.line(this::application, () -> 99)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Result(exitCode, out.toString(), err.toString());
    }

    private Main application() {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("classpath:application.properties");
        settings.forEach(main::addOverrideProperty);
        beans.forEach(main::bind);
        return main;
    }
}
