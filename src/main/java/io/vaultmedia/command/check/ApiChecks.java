package io.vaultmedia.command.check;

import io.vaultmedia.api.ApiException;
import io.vaultmedia.command.pages.VaultPages;
import io.vaultmedia.config.Settings;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fetches the first page of each connection, with one request. */
final class ApiChecks {

    private static final Duration CLOCKS_AGREE = Duration.ofMinutes(1);

    private final Settings settings;
    private final VaultPages pages;
    private boolean clockIsKnown;

    ApiChecks(Settings settings, VaultPages pages) {
        this.settings = settings;
        this.pages = pages;
    }

    List<Check> all() {
        return settings.connections().stream()
                .map(connection -> Check.of(CheckId.Category.API, () -> firstPage(connection)))
                .toList();
    }

    private List<Finding> firstPage(ConnectionSettings settingsOfOne) throws Exception {
        String name = settingsOfOne.connection().toString();
        if (settingsOfOne.paused()) {
            return List.of(Finding.success(CheckId.API_CONNECTION, name + ": paused, not asked"));
        }
        try {
            VaultPages.Fetched fetched = pages.next(pages.scan(settingsOfOne));
            Instant now = Instant.now();
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.success(
                    CheckId.API_CONNECTION,
                    name + ": " + contentOf(fetched.page()) + ", "
                            + fetched.latency().toMillis() + " ms"));
            addInvalid(findings, name, fetched.page());
            if (!clockIsKnown) {
                clockIsKnown = true;
                findings.add(clock(
                        fetched.page().apiTime(), now.minus(fetched.latency().dividedBy(2))));
            }
            return findings;
        } catch (ApiException e) {
            return List.of(Finding.failure(CheckId.API_CONNECTION, name + ": " + e.getMessage()));
        }
    }

    private static String contentOf(MediaPage page) {
        int items = page.items().size();
        String count = items + (items == 1 ? " item" : " items") + (page.hasNext() ? " on the first page" : "");
        return page.mediaItems().stream()
                .flatMap(item -> item.stored().stream())
                .map(MediaVariant::storedAt)
                .max(Long::compare)
                .map(newest -> count + ", newest of them stored " + Instant.ofEpochMilli(newest))
                .orElse(count + ", nothing stored");
    }

    private static void addInvalid(List<Finding> findings, String name, MediaPage page) {
        int invalid = page.invalidItems().size();
        if (invalid > 0) {
            List<MediaItem> valid = page.mediaItems();
            findings.add(Finding.warning(
                    CheckId.API_CONNECTION,
                    name + ": " + invalid + " of " + (valid.size() + invalid)
                            + " items are not as the API's contract says: "
                            + page.invalidItems().get(0).detail(),
                    "they become dead letters; report them to the API's operator"));
        }
    }

    /** The API tells whole seconds: half a second is added for the part that it leaves out. */
    private static Finding clock(Instant apiTime, Instant here) {
        if (apiTime == null) {
            return Finding.failure(
                    CheckId.API_CLOCK,
                    "the API's answer tells no time: its Date header is missing or not a date",
                    "check what proxies are on the way: without it, watermarks do not move");
        }
        Duration ahead = Duration.between(here, apiTime.plusMillis(500));
        String text = "the API's clock and this machine's differ by "
                + Math.round(ahead.abs().toMillis() / 1000.0) + " s";
        return ahead.abs().compareTo(CLOCKS_AGREE) <= 0
                ? Finding.success(CheckId.API_CLOCK, text)
                : Finding.warning(
                        CheckId.API_CLOCK,
                        text + (ahead.isNegative() ? ": this machine's is ahead" : ": this machine's is behind"),
                        "correct this machine's clock: records and log lines carry its time");
    }
}
