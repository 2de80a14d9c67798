package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.console.Screen;
import io.vaultmedia.sandbox.console.SummaryText;
import io.vaultmedia.sandbox.console.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * Runs the product against a simulated Vault+ API and a real Kafka broker, all in this JVM, and shows what it
 * publishes: {@code mvn -Psandbox}. {@link Options} lists its {@code -Dsandbox.…} settings.
 *
 * <p>Exits with code 0 if each stored variant was published exactly once, 1 if not, 2 if it could not start.
 */
public final class Sandbox {
    private Sandbox() {}

    public static void main(String[] args) {
        System.setProperty("log4j2.configurationFile", "log4j2-sandbox.properties");
        System.exit(exitCode());
    }

    /** Runs once, for the time that the options set, and prints text that suits a file or a pipe. */
    public static Summary run(Options options, PrintStream out) throws Exception {
        Screen screen = new Screen(out, Terminal.plain(StandardCharsets.UTF_8));
        return show(new SandboxRun(options, screen, Product.application()), screen);
    }

    static Summary show(SandboxRun run, Screen screen) throws Exception {
        Optional<Summary> summary = run.run();
        summary.map(new SummaryText(screen.terminal())::lines)
                .orElse(List.of("", "  Ended before the product was started."))
                .forEach(screen::line);
        return summary.orElse(Summary.NOTHING);
    }

    private static int exitCode() {
        CountDownLatch finished = new CountDownLatch(1);
        try {
            Options options = Options.of(System.getProperties()).placed();
            System.setProperty("sandbox.log", options.log()); // Read when the first logger is made.
            return attended(options, finished).isExactlyOnce() ? 0 : 1;
        } catch (InvalidOptionException | IllegalStateException e) {
            System.err.println("sandbox: " + e.getMessage());
            return 2;
        } catch (Exception e) {
            LoggerFactory.getLogger(Sandbox.class).error("The sandbox ended early", e);
            System.err.println("sandbox: " + e + "; see the log");
            return 2;
        } finally {
            finished.countDown();
        }
    }

    /** Writes to the process's standard output directly. System.out may be replaced, and would not be a terminal. */
    private static Summary attended(Options options, CountDownLatch finished) throws Exception {
        Terminal terminal = Terminal.ofProcess();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, terminal.charset());
        Screen screen = new Screen(out, terminal);
        SandboxRun run = new SandboxRun(options, screen, Product.application());
        stopAtShutdown(run, finished);
        return show(run, screen);
    }

    /** On Ctrl-C, the JVM waits until the run has ended normally. */
    private static void stopAtShutdown(SandboxRun run, CountDownLatch finished) {
        Thread hook = new Thread(
                () -> {
                    run.stop();
                    try {
                        finished.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-sandbox");
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
