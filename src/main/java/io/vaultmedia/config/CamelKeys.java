package io.vaultmedia.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.StringHelper;

/**
 * Finds the {@code camel.*} key that stopped a start. Camel's own message shows its value, which may be a password if the
 * key is misspelled.
 */
public final class CamelKeys {

    private static final Pattern KEY =
            Pattern.compile("Error configuring property: (camel\\.[\\w.*\\[\\]-]+) because (.*)");
    private static final Pattern COMPONENT = Pattern.compile("camel\\.component\\.([^.]+)\\..*");

    /** The components whose settings an operator may need. */
    private static final Set<String> COMPONENTS = Set.of("kafka", "http", "https", "seda", "direct", "scheduler");

    private CamelKeys() {}

    /** Returns what is wrong with a key, or empty if the failure has another reason. */
    public static Optional<ConfigurationException> wrong(CamelContext context, Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ConfigurationException ours) {
                return Optional.of(ours);
            }
            if (e instanceof PropertyBindingException binding && binding.getOptionPrefix() != null) {
                return Optional.of(unbound(context, binding));
            }
            Matcher unusable = KEY.matcher(Optional.ofNullable(e.getMessage()).orElse(""));
            if (unusable.matches()) {
                return Optional.of(unusable(unusable.group(1), unusable.group(2)));
            }
        }
        return Optional.empty();
    }

    private static ConfigurationException unbound(CamelContext context, PropertyBindingException binding) {
        String prefix = binding.getOptionPrefix().replaceAll("\\.+$", "") + ".";
        String option = StringHelper.camelCaseToDash(
                Optional.ofNullable(binding.getOptionKey()).orElse(binding.getPropertyName()));
        List<String> options = options(context, prefix, binding.getTarget());
        if (options.contains(option)) {
            return ConfigurationException.wrongSecret(prefix + option, "cannot be set to the value that it is given");
        }
        String nearest = options.isEmpty() ? "" : "; did you mean " + prefix + NearestKey.to(option, options) + "?";
        return ConfigurationException.wrongSecret(prefix + option, "there is no such setting" + nearest);
    }

    private static ConfigurationException unusable(String key, String why) {
        Matcher component = COMPONENT.matcher(key);
        if (why.startsWith("cannot find component") && component.matches()) {
            String nearest = NearestKey.to(component.group(1), COMPONENTS);
            return ConfigurationException.wrongSecret(
                    key,
                    "there is no component " + component.group(1) + "; did you mean camel.component." + nearest + "?");
        }
        return why.equals("value is empty")
                ? ConfigurationException.missing(key, "give it a value, or remove it")
                : ConfigurationException.wrongSecret(key, "there is no such setting");
    }

    /** Returns the names of all options of a component or of one of camel-main's groups; none if they are unknown. */
    private static List<String> options(CamelContext context, String prefix, Object target) {
        Matcher component = COMPONENT.matcher(prefix);
        List<String> names = new ArrayList<>();
        if (component.matches()) {
            schema(context, component.group(1))
                    .path("componentProperties")
                    .fieldNames()
                    .forEachRemaining(names::add);
        } else if (PluginHelper.getConfigurerResolver(context)
                        .resolvePropertyConfigurer(target.getClass().getName(), context)
                instanceof ExtendedPropertyConfigurerGetter known) {
            names.addAll(known.getAllOptions(target).keySet());
        }
        return names.stream().map(StringHelper::camelCaseToDash).toList();
    }

    private static JsonNode schema(CamelContext context, String component) {
        try {
            String json = ((CatalogCamelContext) context).getComponentParameterJsonSchema(component);
            return json == null ? MissingNode.getInstance() : new ObjectMapper().readTree(json);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
