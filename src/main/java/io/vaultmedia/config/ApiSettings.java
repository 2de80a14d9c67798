package io.vaultmedia.config;

import io.vaultmedia.http.ApiKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The API's address, and the key for it. */
record ApiSettings(URI baseUrl, ApiKey key) {

    private static final String BASE_URL = "vault.api.base-url";
    static final String KEY = "vault.api.key";
    static final String KEY_FILE = "vault.api.key-file";

    static ApiSettings read(SettingsReader in) {
        URI baseUrl = baseUrl(in);
        Optional<String> key = in.text(KEY);
        Optional<String> file = in.text(KEY_FILE);
        if (key.isEmpty() && file.isEmpty()) {
            throw ConfigurationException.missing(
                    KEY,
                    "set it to your OFAuth API key (environment: VAULT_API_KEY), or " + KEY_FILE
                            + " to a file that holds it");
        }
        if (key.isPresent() && file.isPresent()) {
            throw ConfigurationException.wrongFile(KEY_FILE, file.get(), KEY + " is set too: set one of the two");
        }
        return new ApiSettings(baseUrl, key.map(ApiSettings::given).orElseGet(() -> inFile(file.get())));
    }

    private static ApiKey given(String key) {
        if (!ApiKey.isUsable(key)) {
            throw ConfigurationException.wrongSecret(KEY, ApiKey.USABLE);
        }
        return ApiKey.of(key);
    }

    private static ApiKey inFile(String file) {
        try {
            ApiKey key = ApiKey.inFile(Path.of(file));
            key.value();
            return key;
        } catch (IOException | InvalidPathException e) {
            String right = "must be a readable file that holds the API key, which " + ApiKey.USABLE;
            throw ConfigurationException.wrongFile(KEY_FILE, file, right);
        }
    }

    private static URI baseUrl(SettingsReader in) {
        String right = "must be a URL such as https://api.ofauth.com";
        String value = in.required(BASE_URL, right);
        if (value.matches("(?s).*[@?#].*")) {
            throw ConfigurationException.wrongSecret(BASE_URL, right + ", without user, query or fragment");
        }
        URI url = parse(value).orElseThrow(() -> ConfigurationException.wrong(BASE_URL, value, right));
        boolean plainAllowed = in.flag("vault.api.allow-http");
        boolean plain = "http".equals(url.getScheme());
        if (url.getHost() == null || !(plain || "https".equals(url.getScheme()))) {
            throw ConfigurationException.wrong(BASE_URL, value, right);
        }
        if (!url.getPath().isEmpty()) {
            throw ConfigurationException.wrong(BASE_URL, value, right + ", without a path");
        }
        if (plain && !isLoopback(url.getHost()) && !plainAllowed) {
            throw ConfigurationException.wrong(
                    BASE_URL,
                    value,
                    "would send the API key in the clear: use https, or set vault.api.allow-http=true");
        }
        return url;
    }

    private static Optional<URI> parse(String value) {
        try {
            return Optional.of(new URI(value.replaceAll("/+$", "")));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(String host) {
        boolean literal = host.equals("localhost") || host.startsWith("127.") || host.startsWith("[");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
