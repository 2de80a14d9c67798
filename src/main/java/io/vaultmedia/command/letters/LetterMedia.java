package io.vaultmedia.command.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.api.ApiException;
import io.vaultmedia.api.MediaPageReader;
import io.vaultmedia.config.PublishSettings;
import io.vaultmedia.event.StoredItem;
import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.event.Topics;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.ScanKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads media from dead letters, and makes their records as a scan does. Thread safe. */
final class LetterMedia {

    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final Set<String> HANDLED = Set.of("too-large", "refused", "step-failed");
    private static final Set<String> KINDS = Set.of("BACKFILL", "INCREMENTAL", "SWEEP");

    private final ObjectMapper json = VariantRecords.json();
    private final MediaPageReader reader = new MediaPageReader(MOST_BYTES);
    private final PublishSettings settings;
    private final VariantRecords records;

    LetterMedia(PublishSettings settings, Topics topics) {
        this.settings = settings;
        this.records = new VariantRecords(topics, settings.mode());
    }

    /** Returns true if the ledger knows the letter's variants as handled; else the letter is an entry of a page. */
    static boolean isHandled(Letter letter) {
        return HANDLED.contains(letter.reason());
    }

    /** Returns what such a letter is about; empty if bytes of it are missing. */
    Optional<StoredMedia> handled(Letter letter) {
        try {
            JsonNode value = json.readTree(letter.value());
            if (value == null || !value.hasNonNull("mediaId")) {
                return Optional.empty();
            }
            Class<? extends StoredMedia> type = value.has("variants") ? StoredItem.class : StoredVariant.class;
            return Optional.of(settings.messages().again(json.treeToValue(value, type)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the media item of another letter; empty if it is still none. */
    Optional<MediaItem> item(Letter letter) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes("{\"items\":[".getBytes(UTF_8));
        page.writeBytes(letter.value());
        page.writeBytes("]}".getBytes(UTF_8));
        try {
            MediaPage read = reader.read(new ByteArrayInputStream(page.toByteArray()), () -> null);
            read.discard().run();
            List<MediaItem> items = read.mediaItems();
            return items.size() == 1 && read.items().size() == 1 ? Optional.of(items.get(0)) : Optional.empty();
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    /** Returns the messages that a scan makes of those of the item's variants that are wanted. */
    List<StoredMedia> messages(String connection, MediaItem item, Predicate<StoredMedia.Storing> isWanted) {
        List<? extends StoredMedia> all = settings.isByItem()
                ? settings.messages().items(connection, item)
                : settings.messages().variants(connection, item);
        return all.stream()
                .map(message -> part(message, isWanted))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the message with those of its variants only that are wanted; empty if there are none. */
    static Optional<StoredMedia> part(StoredMedia message, Predicate<StoredMedia.Storing> isWanted) {
        if (message.storings().stream().noneMatch(isWanted)) {
            return Optional.empty();
        }
        return Optional.of(
                message instanceof StoredItem item
                        ? item.with(item.variants().stream().filter(isWanted).toList())
                        : message);
    }

    /** Returns the record of a message. It says that the scan of the letter has found it. */
    ProducerRecord<byte[], byte[]> record(StoredMedia media, Letter letter) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                records.topic(media),
                VariantRecords.key(media.connection(), media.mediaId()).getBytes(UTF_8),
                bytes(media));
        records.headers(
                media, foundBy(letter), (name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return records.inMode(record);
    }

    private byte[] bytes(StoredMedia media) {
        try {
            return json.writeValueAsBytes(media);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    private static ScanKind foundBy(Letter letter) {
        String kind = letter.page().split(" ", 2)[0].toUpperCase(Locale.ROOT);
        return KINDS.contains(kind) ? ScanKind.valueOf(kind) : ScanKind.SWEEP;
    }
}
