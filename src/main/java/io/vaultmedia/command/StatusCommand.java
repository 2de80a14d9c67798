package io.vaultmedia.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.status.StatusReport;
import io.vaultmedia.status.StatusServer;
import io.vaultmedia.status.StatusText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code status}: what the status page shows, in a terminal. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the connections of a replica that runs, the worst first.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:no answer, or the replica does not publish, or a connection fails",
            "2:a wrong argument or setting"
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @ParentCommand
    private VaultCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The replica's management port. Default: this machine's, by camel.management.port.")
    private URI url;

    @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "Print the JSON as it is (docs/status.md).")
    private boolean json;

    @Option(names = "--all", description = "Show all connections. Default: the 40 worst.")
    private boolean all;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @Override
    public Integer call() throws Exception {
        URI status = (url == null ? URI.create("http://localhost:" + parent.managementPort()) : url)
                .resolve(StatusServer.path(parent.instance()));
        while (watch) {
            show(status);
            var unused = new CountDownLatch(1).await(2, TimeUnit.SECONDS);
        }
        return print(answer(status)) ? 1 : 0;
    }

    /** A replica that does not answer may be starting: it is asked again. */
    private void show(URI status) throws IOException, InterruptedException {
        try {
            String answer = answer(status);
            out().print(json || !CommandLine.Help.Ansi.AUTO.enabled() ? "" : CLEAR);
            print(answer);
        } catch (CommandFailure e) {
            out().println(e.getMessage());
        }
        out().flush();
    }

    /** Prints the status; returns whether something is wrong. */
    private boolean print(String answer) throws IOException {
        StatusReport report = new ObjectMapper().readValue(answer, StatusReport.class);
        if (json) {
            out().println(answer);
        } else {
            new StatusText(TerminalWidth.ofProcess(), all ? Integer.MAX_VALUE : 40)
                    .of(report)
                    .forEach(out()::println);
        }
        out().flush();
        return report.isInTrouble();
    }

    private String answer(URI status) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(status).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body();
            }
            throw new CommandFailure(status + " answered " + response.statusCode()
                    + ": check that --url is the management port of a replica of this version");
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    status + " does not answer: check that the product runs there, and that --url is right");
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
