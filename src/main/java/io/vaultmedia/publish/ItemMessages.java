package io.vaultmedia.publish;

import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.media.MediaItem;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExpressionAdapter;

/**
 * The messages that the item in the body becomes, as the route split-page splits it. It is an expression, not a bean method:
 * there is one call for each item, and finding a method's parameters takes longer than the step itself. Thread safe.
 */
public final class ItemMessages extends ExpressionAdapter {

    private final BiFunction<PageDraft, MediaItem, List<? extends StoredMedia>> messages;

    private ItemMessages(BiFunction<PageDraft, MediaItem, List<? extends StoredMedia>> messages) {
        this.messages = messages;
    }

    /** Returns a message for each stored variant of an item, the oldest first. */
    public static ItemMessages variants(Pages pages) {
        return new ItemMessages(pages::variants);
    }

    /** Returns one message for an item, with all of its stored variants; none if no variant is stored. */
    public static ItemMessages items(Pages pages) {
        return new ItemMessages(pages::items);
    }

    @Override
    public Object evaluate(Exchange exchange) {
        return messages.apply(VariantSteps.page(exchange), exchange.getMessage().getBody(MediaItem.class));
    }
}
