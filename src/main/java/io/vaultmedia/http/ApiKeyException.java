package io.vaultmedia.http;

import java.io.IOException;

/** The file for the API key holds no key. The message names the file, and never its content. */
public final class ApiKeyException extends IOException {

    ApiKeyException(String message) {
        super(message);
    }

    ApiKeyException(String message, IOException cause) {
        super(message, cause);
    }
}
