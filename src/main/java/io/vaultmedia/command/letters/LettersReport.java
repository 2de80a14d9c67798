package io.vaultmedia.command.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.command.text.Paragraph;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes dead letters for people, in 80 columns. An id of a connection that has no alias is masked. */
public final class LettersReport {

    private static final int LONGEST_BAR = 20;

    private final PrintWriter out;
    private final Map<String, Connection> configured;

    public LettersReport(PrintWriter out, List<ConnectionSettings> connections) {
        this.out = out;
        this.configured = connections.stream()
                .map(ConnectionSettings::connection)
                .collect(Collectors.toMap(Connection::name, Function.identity()));
    }

    /** Writes how many there are of each reason, and a line for each of those that were kept. */
    public void list(Letters letters) {
        line(letters.matching() + (letters.matching() == 1 ? " dead letter" : " dead letters"));
        long most = letters.byReason().values().stream()
                .mapToLong(Letters.Tally::count)
                .max()
                .orElse(1);
        letters.byReason().forEach((reason, tally) -> {
            long length = Math.max(1, tally.count() * LONGEST_BAR / most);
            line(String.format(
                    Locale.ROOT,
                    "%-12s %7d %-20s %s",
                    reason,
                    tally.count(),
                    "#".repeat((int) length),
                    "last " + tally.last()));
        });
        letters.found().forEach(this::entry);
        if (letters.matching() > letters.found().size()) {
            line("and " + (letters.matching() - letters.found().size()) + " more: see --max");
        }
        out.flush();
    }

    private void entry(Letter letter) {
        out.print(Paragraph.of(
                letter.place() + " ",
                4,
                letter.time() + " " + letter.reason() + ", " + connection(letter) + " " + letter.mediaId() + ", "
                        + letter.page()));
        out.print(Paragraph.of("    ", 4, letter.detail()));
    }

    private String connection(Letter letter) {
        Connection known = configured.get(letter.connection());
        return String.valueOf(known == null ? new Connection(null, letter.connection()) : known);
    }

    /** Writes all of a letter, with the received bytes as they are. */
    public void show(Letter letter) {
        line("place       " + letter.place());
        line("time        " + letter.time());
        line("reason      " + letter.reason());
        out.print(Paragraph.of("detail      ", 12, letter.detail()));
        line("connection  " + connection(letter));
        line("media item  " + letter.mediaId());
        line("page        " + letter.page());
        line("attempts    " + letter.attempts());
        line("");
        line(new String(letter.value(), UTF_8));
        out.flush();
    }

    /** Writes what became of letters. */
    public void replayed(Map<Outcome, Integer> outcomes, boolean isDryRun) {
        outcomes.forEach((outcome, count) -> out.print(Paragraph.of("", 4, count + " " + outcome.meaning())));
        if (isDryRun) {
            line("This was a dry run: nothing was written.");
        }
        out.flush();
    }

    private void line(String text) {
        out.print(text + "\n");
    }
}
