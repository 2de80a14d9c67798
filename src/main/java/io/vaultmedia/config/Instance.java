package io.vaultmedia.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * One of several sets of routes in a Camel context ({@code vault.instances}), or the only one. An instance has names of its own for
 * all that has a unique name in a context: what is called {@code vault-fetch-page} and {@code vaultControl} in the route files is called
 * {@code vault-eu-fetch-page} and {@code vaultControl-eu} in the instance {@code eu}. Immutable.
 *
 * @param name empty if there is only one: all names are then as they are in the route files
 */
public record Instance(String name) {

    /** The instance of a context without {@code vault.instances}. */
    public static final Instance ONLY = new Instance("");

    static final String KEY = "vault.instances";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,29}");

    /** Routes, their steps and their endpoints; not the path of the API, {@code /v2/vault-plus}. */
    private static final Pattern ID = Pattern.compile("(?<![\\w/])vault-");

    /** Beans. What a message carries has the same name in each instance, because Java reads it. */
    private static final Pattern BEAN = Pattern.compile("\\bvault(?!(?:Scan|Page|Transaction)\\b)[A-Z]\\w*");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{vault\\.");

    static List<Instance> read(SettingsReader in) {
        List<Instance> named =
                in.list(KEY, NAME, "must be names of lower-case letters, digits and '-', separated by commas").stream()
                        .map(Instance::new)
                        .toList();
        return named.isEmpty() ? List.of(ONLY) : named;
    }

    /** Returns true if the context has no other. */
    public boolean isOnly() {
        return name.isEmpty();
    }

    /** Returns the key that sets something for this instance alone: {@code vault.eu.page.limit} for {@code vault.page.limit}. */
    String key(String key) {
        return isOnly() ? key : DeclaredKeys.PREFIX + name + "." + key.substring(DeclaredKeys.PREFIX.length());
    }

    /** Returns the name of a route, an endpoint, a health check or a thread pool. */
    public String id(String id) {
        return isOnly() ? id : ID.matcher(id).replaceAll("vault-" + name + "-");
    }

    /** Returns the name of a bean. */
    public String bean(String bean) {
        return isOnly() ? bean : bean + "-" + name;
    }

    /** Returns a route file with the names of this instance. */
    public Resource of(Resource file) {
        return isOnly() ? file : ResourceHelper.fromString(id("vault-") + file.getLocation(), renamed(file));
    }

    private String renamed(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return renamed(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading a route in our own jar", e);
        }
    }

    String renamed(String yaml) {
        String beans = BEAN.matcher(id(yaml)).replaceAll(bean -> bean(bean.group()));
        return PLACEHOLDER.matcher(beans).replaceAll("{{" + key(DeclaredKeys.PREFIX));
    }
}
