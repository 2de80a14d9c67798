package io.vaultmedia.bench.loop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a page in one pass over its bytes. It trusts its input, as a loop written in a day does. */
final class PageParser {
    private final JsonFactory json = new JsonFactory();

    Page parse(byte[] body) throws IOException {
        List<Page.Item> items = new ArrayList<>(100);
        String nextCursor = null;
        try (JsonParser in = json.createParser(body)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "items" -> items(in, items);
                    case "nextCursor" -> nextCursor = in.getText();
                    default -> in.skipChildren();
                }
            }
        }
        return new Page(items, nextCursor);
    }

    private static void items(JsonParser in, List<Page.Item> items) throws IOException {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            items.add(item(in));
        }
    }

    private static Page.Item item(JsonParser in) throws IOException {
        String id = null;
        String type = null;
        String duration = null;
        List<Variant> variants = new ArrayList<>(2);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            switch (field) {
                case "id" -> id = in.getText();
                case "type" -> type = in.getText();
                case "duration" -> duration = value == JsonToken.VALUE_NULL ? null : in.getText();
                case "media" -> variants(in, variants);
                default -> in.skipChildren();
            }
        }
        return new Page.Item(id, type, duration, variants);
    }

    private static void variants(JsonParser in, List<Variant> variants) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Variant variant = new Variant(in.currentName());
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                field(in, variant);
            }
            variants.add(variant);
        }
    }

    private static void field(JsonParser in, Variant variant) throws IOException {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        switch (field) {
            case "status" -> variant.status = in.getText();
            case "quality" -> variant.quality = in.getText();
            case "contentType" -> variant.contentType = in.getText();
            case "url" -> variant.url = in.getText();
            case "sizeBytes" -> variant.sizeBytes = in.getLongValue();
            case "accessCount" -> variant.accessCount = in.getLongValue();
            case "createdAt" -> variant.createdAt = in.getLongValue();
            case "expiresAt" -> variant.expiresAt = in.getLongValue();
            case "storedAt" -> variant.storedAt = value == JsonToken.VALUE_NULL ? 0 : in.getLongValue();
            case "lastAccessedAt" -> variant.lastAccessedAt = in.getLongValue();
            default -> in.skipChildren();
        }
    }
}
