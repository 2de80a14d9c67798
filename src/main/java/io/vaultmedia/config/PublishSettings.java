package io.vaultmedia.config;

import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.EventMode;
import io.vaultmedia.event.MediaMessages;
import io.vaultmedia.event.ProgressRecords;
import io.vaultmedia.event.Topics;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.publish.ItemMessages;
import io.vaultmedia.publish.Pages;
import io.vaultmedia.publish.ProgressPolicy;
import io.vaultmedia.publish.VariantSteps;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What records look like, and what makes them.
 *
 * @param includesUrl false if no record has the address of its content
 * @param isByItem true if one message is about a media item, false if it is about a variant
 * @param mode where a record has the attributes of its event
 * @param progressInterval how often consumers are told how far each connection is complete, or empty for never
 * @param hasKafkasHeader true if dead letters also have the header of Kafka's own dead letters
 * @param buriesStepFailures true if a variant on which a host's step fails becomes a dead letter
 * @param hasOwnSteps true if variants pass through a host's own steps
 */
public record PublishSettings(
        boolean includesUrl,
        boolean isByItem,
        EventMode mode,
        Optional<Duration> progressInterval,
        boolean hasKafkasHeader,
        boolean buriesStepFailures,
        boolean hasOwnSteps) {

    static final String VIA = "vault.variant.via";

    /** The default of {@code vault.variant.via}. */
    static final String PUBLISH_VARIANT = "direct:vault-publish-variant";

    static PublishSettings read(SettingsReader in, Instance instance) {
        return new PublishSettings(
                !in.isSecond("vault.publish.url", "include", "omit"),
                in.isSecond("vault.publish.granularity", "variant", "item"),
                in.isSecond("vault.publish.cloudevents", "binary", "structured")
                        ? EventMode.STRUCTURED
                        : EventMode.BINARY,
                in.durationOrOff("vault.progress.interval", Duration.ofMillis(100)),
                in.flag("vault.publish.dead-letter-kafka-header"),
                in.isSecond("vault.variant.on-error", "retry", "dead-letter"),
                !in.required(VIA, "must be an endpoint").equals(instance.id(PUBLISH_VARIANT)));
    }

    /** Returns what makes messages of media items. */
    public MediaMessages messages() {
        return new MediaMessages(includesUrl);
    }

    /** Returns what makes messages of the items of a page. */
    public ItemMessages itemMessages(Pages pages) {
        return isByItem ? ItemMessages.items(pages) : ItemMessages.variants(pages);
    }

    /** Returns what makes records for the topic of dead letters. */
    public DeadLetterRecords deadLetters(Topics topics) {
        return new DeadLetterRecords(topics, includesUrl, hasKafkasHeader);
    }

    /**
     * Returns the steps that each message passes.
     *
     * @param chosen makes sure that a topic which is not there from the start exists, or throws
     */
    public VariantSteps steps(Topics topics, Consumer<String> chosen) {
        return new VariantSteps(new VariantRecords(topics, mode), chosen, buriesStepFailures, hasOwnSteps);
    }

    /** Returns what tells consumers how far each connection is complete. */
    public ProgressPolicy progress(Topics topics) {
        return new ProgressPolicy(new ProgressRecords(topics, mode), progressInterval, System::nanoTime);
    }
}
