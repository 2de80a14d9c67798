package io.vaultmedia.http;

import java.io.IOException;

/** The file of the API key holds none. The message names the file, never what is in it. */
public final class ApiKeyException extends IOException {

    ApiKeyException(String message) {
        super(message);
    }

    ApiKeyException(String message, IOException cause) {
        super(message, cause);
    }
}
