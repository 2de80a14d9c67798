package io.vaultmedia.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values of one instance: those of its own ({@code vault.eu.page.limit}), else those that all instances share ({@code
 * vault.page.limit}), else the defaults. Of two settings that are two ways to say the same, its own one hides the shared other one.
 */
final class InstanceValues implements Function<String, Optional<String>> {

    private static final Map<String, String> ALTERNATIVES = Map.of(
            ApiSettings.KEY, ApiSettings.KEY_FILE,
            ApiSettings.KEY_FILE, ApiSettings.KEY,
            ConnectionList.KEY, ConnectionsSettings.FILE,
            ConnectionsSettings.FILE, ConnectionList.KEY);

    private final Instance instance;
    private final Function<String, Optional<String>> set;
    private final DeclaredKeys declared;

    /** @param set returns the value of a key as it is set, without defaults */
    InstanceValues(Instance instance, Function<String, Optional<String>> set, DeclaredKeys declared) {
        this.instance = instance;
        this.set = set;
        this.declared = declared;
    }

    @Override
    public Optional<String> apply(String key) {
        Optional<String> own = own(key);
        return own.isPresent() || isHidden(key) ? own : shared(key).or(() -> defaultOf(key));
    }

    /** Returns the key that somebody has to look for who wants to mend its value. */
    String nameOf(String key) {
        boolean isShared = own(key).isEmpty()
                && shared(key).filter(value -> !value.isBlank()).isPresent();
        return isShared ? key : instance.key(key);
    }

    private boolean isHidden(String key) {
        String other = ALTERNATIVES.get(key);
        return other != null && own(other).isPresent();
    }

    private Optional<String> own(String key) {
        return instance.isOnly() ? Optional.empty() : set.apply(instance.key(key));
    }

    /** A host's own steps send what is to be published to an endpoint of one instance: they cannot serve two. */
    private Optional<String> shared(String key) {
        Optional<String> shared = set.apply(key).filter(value -> !value.equals(declared.defaultOf(key)));
        if (shared.isPresent() && key.equals(PublishSettings.VIA) && !instance.isOnly()) {
            throw ConfigurationException.wrong(
                    key,
                    shared.get(),
                    "cannot serve several instances: set " + instance.key(key) + ", whose steps send to "
                            + instance.id(PublishSettings.PUBLISH_VARIANT));
        }
        return shared;
    }

    private Optional<String> defaultOf(String key) {
        return Optional.ofNullable(declared.defaultOf(key))
                .map(value -> key.equals(PublishSettings.VIA) ? instance.id(value) : value);
    }
}
