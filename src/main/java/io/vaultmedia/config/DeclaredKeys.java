package io.vaultmedia.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code vault.*} keys that {@code application.properties} declares, including those without a default ({@code
 * #key=}). Immutable.
 */
final class DeclaredKeys {

    static final String PREFIX = "vault.";

    private static final String FILE = "/io/vaultmedia/application.properties";
    private static final Pattern LINE = Pattern.compile("(#?)(vault\\.[a-z0-9.-]+)=(.*)");
    private static final String OURS_IN_ENVIRONMENT = "VAULT_";

    /** A variable is refused if it differs from one of ours by at most this many letters. */
    private static final int ALMOST = 2;

    /** Kubernetes sets these for a Service called vault or vault-api: {@code VAULT_PORT_8200_TCP_ADDR} for example. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(".+_(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?");

    /** Variables of HashiCorp Vault that begin like ours, and our own log level, which is no property. */
    private static final Set<String> OF_OTHERS =
            Set.of("VAULT_API_ADDR", "VAULT_RATE_LIMIT", "VAULT_HTTP_PROXY", "VAULT_LOG_LEVEL");

    /** These have one value, however many instances there are. */
    private static final Set<String> OF_APPLICATION = Set.of(Instance.KEY, LogFormat.KEY);

    private final Map<String, String> defaults;

    private DeclaredKeys(Map<String, String> defaults) {
        this.defaults = defaults;
    }

    /** Returns the keys of this product. */
    static DeclaredKeys ours() {
        Map<String, String> defaults = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(DeclaredKeys.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher setting = LINE.matcher(line);
                if (setting.matches()) {
                    defaults.put(setting.group(2), setting.group(1).isEmpty() ? setting.group(3) : null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading the defaults in our own jar", e);
        }
        return new DeclaredKeys(defaults);
    }

    /**
     * Returns these keys, and those that set something for one of these instances alone. Throws ConfigurationException for an instance
     * whose keys could be taken for others.
     */
    DeclaredKeys with(List<Instance> instances) {
        Map<String, String> all = new TreeMap<>(defaults);
        Set<String> plain = keys().stream().map(Spelling::plain).collect(Collectors.toSet());
        for (Instance instance : instances) {
            for (String key : forInstance(instance)) {
                if (isGroup(PREFIX + instance.name()) || !plain.add(Spelling.plain(instance.key(key)))) {
                    throw ConfigurationException.wrong(
                            Instance.KEY,
                            instance.name(),
                            "its keys could be taken for other ones: choose another name");
                }
                all.put(instance.key(key), null);
            }
        }
        return new DeclaredKeys(all);
    }

    /** Returns the keys, as all instances share them, that can be set for one. */
    Set<String> forInstance(Instance instance) {
        return instance.isOnly()
                ? Set.of()
                : keys().stream().filter(key -> !OF_APPLICATION.contains(key)).collect(Collectors.toSet());
    }

    private boolean isGroup(String name) {
        return keys().stream().anyMatch(key -> key.equals(name) || key.startsWith(name + "."));
    }

    Set<String> keys() {
        return defaults.keySet();
    }

    /** Returns the default of a key, or null if it has none. */
    String defaultOf(String key) {
        return defaults.get(key);
    }

    /**
     * Throws ConfigurationException for the first key that is not declared. An environment variable is refused only if it
     * is almost one of ours or belongs to one of our groups: others, such as VAULT_ADDR, belong to other programs.
     *
     * @param properties all vault.* keys that are set outside the environment
     */
    void refuseOthers(Set<String> properties, Map<String, String> environment) {
        Set<String> variables = keys().stream().map(Spelling::variable).collect(Collectors.toSet());
        Set<String> known = keys().stream().map(Spelling::plain).collect(Collectors.toSet());
        for (String key : properties) {
            // Quarkus also lists each environment variable as a property.
            if (!known.contains(Spelling.plain(Spelling.ofList(key)))
                    && !environment.containsKey(Spelling.variable(key))) {
                throw unknown(key, NearestKey.to(key, keys()));
            }
        }
        environment.keySet().stream()
                .filter(name -> name.startsWith(OURS_IN_ENVIRONMENT)
                        && !known.contains(Spelling.plain(name))
                        && !known.contains(Spelling.plain(Spelling.ofListVariable(name))))
                .filter(name -> !OF_OTHERS.contains(name)
                        && !OF_KUBERNETES.matcher(name).matches())
                .sorted()
                .forEach(name -> {
                    String nearest = NearestKey.to(name, variables);
                    if (NearestKey.distance(name, nearest) <= ALMOST || beginsLikeOurs(name)) {
                        throw unknown(name, nearest);
                    }
                });
    }

    /** Returns true for VAULT_POLL_EVERY, because there is a group vault.poll. */
    private boolean beginsLikeOurs(String name) {
        return keys().stream()
                .filter(key -> key.indexOf('.', PREFIX.length()) > 0)
                .map(key -> key.substring(0, key.indexOf('.', PREFIX.length()) + 1))
                .anyMatch(group -> name.startsWith(Spelling.variable(group)));
    }

    private static ConfigurationException unknown(String key, String nearest) {
        return ConfigurationException.wrongSecret(key, "there is no such setting; did you mean " + nearest + "?");
    }
}
