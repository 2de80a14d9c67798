package io.vaultmedia.command.check;

import io.vaultmedia.command.pages.VaultPages;
import io.vaultmedia.config.Settings;
import io.vaultmedia.kafka.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Runs all checks, one after the other. Used by one thread. */
public final class Checks {

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

    private final List<Check> all = new ArrayList<>();
    private final long deadline;

    /**
     * All checks of these settings.
     *
     * @param patience how long failed checks are tried again, over all of them
     */
    public Checks(Settings settings, KafkaSettings kafka, VaultPages pages, Duration patience) {
        this.deadline = System.nanoTime() + patience.toNanos();
        all.add(Check.of(CheckId.Category.SETTINGS, () -> List.of(settings(settings), apiKey(settings))));
        all.addAll(new ApiChecks(settings, pages).all());
        all.addAll(new KafkaChecks(settings, kafka).all());
    }

    private static Finding settings(Settings settings) {
        return Finding.success(
                CheckId.SETTINGS,
                "all settings are known and valid: " + settings.connections().size() + " connections, "
                        + settings.shards() + " shards, topics "
                        + settings.topics().names().prefix() + ".*");
    }

    private static Finding apiKey(Settings settings) {
        try {
            settings.apiKey().value();
            return Finding.success(CheckId.API_KEY, "there is an API key");
        } catch (IOException e) {
            return Finding.failure(CheckId.API_KEY, e.getMessage(), "write the API key to the file");
        }
    }

    /** Runs them, and gives the findings of each to the report when it has ended. */
    public void run(Report report) throws Exception {
        Set<CheckId.Category> closed = EnumSet.noneOf(CheckId.Category.class);
        for (Check check : all) {
            if (!closed.contains(check.category())) {
                List<Finding> findings = lastAttempt(check);
                report.add(findings);
                if (check.isGate() && findings.stream().anyMatch(Finding::isFailure)) {
                    closed.add(check.category());
                }
            }
        }
    }

    private List<Finding> lastAttempt(Check check) throws Exception {
        List<Finding> findings = check.attempt().call();
        while (findings.stream().anyMatch(Finding::isFailure) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            findings = check.attempt().call();
        }
        return findings;
    }
}
