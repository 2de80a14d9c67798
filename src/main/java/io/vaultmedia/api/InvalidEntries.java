package io.vaultmedia.api;

import static io.vaultmedia.api.JsonTokens.BARE;
import static io.vaultmedia.api.JsonTokens.END;
import static io.vaultmedia.api.JsonTokens.STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.InvalidItem.Reason;
import java.io.IOException;
import java.util.Arrays;

/** Makes an {@link InvalidItem} from the bytes of an entry, which need not be JSON. Reads its id if possible. Thread safe. */
final class InvalidEntries {

    private static final byte[] ID = "\"id\"".getBytes(US_ASCII);

    private final JsonFactory json;

    InvalidEntries(JsonFactory json) {
        this.json = json;
    }

    /** Returns the invalid item. */
    InvalidItem of(byte[] entry, Reason reason, String detail) throws IOException {
        String id = idOf(entry);
        return new InvalidItem(id, entry, reason, detail, id == null ? EntryIdentity.of(entry) : "id:" + id);
    }

    /** Returns the last id in the entry that can be read, even behind the entry's fault; null if there is none. */
    private String idOf(byte[] entry) throws IOException {
        JsonTokens tokens = new JsonTokens(entry, 0, entry.length);
        String id = null;
        int depth = 0;
        char before = END;
        for (char token = tokens.next(); token != END; token = tokens.next()) {
            if (depth == 1 && token == STRING && (before == '{' || before == ',') && isId(entry, tokens)) {
                token = tokens.next();
                if (token == ':') {
                    token = tokens.next();
                    String value = token == STRING || token == BARE ? read(entry, tokens) : null;
                    id = value == null ? id : value;
                }
            }
            depth += token == '{' || token == '[' ? 1 : token == '}' || token == ']' ? -1 : 0;
            before = token;
        }
        return id;
    }

    private static boolean isId(byte[] entry, JsonTokens tokens) {
        return Arrays.equals(entry, tokens.start(), tokens.end(), ID, 0, ID.length);
    }

    private String read(byte[] entry, JsonTokens at) throws IOException {
        try (JsonParser in = json.createParser(entry, at.start(), at.end() - at.start())) {
            JsonToken token = in.nextToken();
            boolean readable = MediaItemParser.isId(token) && in.getTextLength() > 0;
            String text = readable ? in.getText() : null;
            return readable && in.nextToken() == null && JsonText.isWhole(text) ? text : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
