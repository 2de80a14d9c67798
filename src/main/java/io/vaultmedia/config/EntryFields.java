package io.vaultmedia.config;

import io.vaultmedia.config.ConnectionEntry.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the fields of one entry of a connections file. Names may be written as in JSON ({@code durationMin}), too. */
final class EntryFields {

    private static final Map<String, String> ENTRY = Map.of(
            "id", ConnectionEntry.ID,
            "alias", ConnectionEntry.ALIAS,
            "interval", PaceSettings.INTERVAL,
            "paused", ConnectionEntry.PAUSED,
            "filter", ConnectionEntry.FILTER,
            "filters", ConnectionEntry.FILTER);
    private static final String ENTRY_NAMES = "id, alias, interval, paused, filter";

    private static final Map<String, String> FILTER = Map.of(
            "type", FilterSettings.TYPE,
            "content-type", FilterSettings.CONTENT_TYPE,
            "labels", FilterSettings.LABELS,
            "duration-min", FilterSettings.DURATION_MIN,
            "duration-max", FilterSettings.DURATION_MAX);
    private static final String FILTER_NAMES = "type, content-type, labels, duration-min, duration-max";
    private static final Set<String> LISTS = Set.of("type", "content-type", "labels");

    private final Function<Node, Place> place;
    private final Map<String, Field> fields = new HashMap<>();

    /** For an entry whose nodes are in these places. */
    EntryFields(Function<Node, Place> place) {
        this.place = place;
    }

    /** All fields of the entry, those of its filter beside the others. */
    Map<String, Field> read(Node entry) {
        if (entry instanceof ScalarNode) {
            fields.put(ConnectionEntry.ID, new Field(place.apply(entry), text(entry, "the entry")));
        } else if (entry instanceof MappingNode mapping) {
            mapping.getValue().forEach(field -> add(field, ENTRY, ENTRY_NAMES));
        } else {
            throw wrong(entry, "must be id, alias=id, or these fields: " + ENTRY_NAMES);
        }
        return fields;
    }

    private void add(NodeTuple field, Map<String, String> known, String names) {
        Node nameNode = field.getKeyNode();
        String name = nameNode instanceof ScalarNode scalar ? dashed(scalar.getValue()) : "";
        String key = known.get(name);
        if (key == null) { // Its name stays unsaid: it may be an id.
            throw wrong(nameNode, "holds an unknown field: there are " + names);
        }
        Node value = field.getValueNode();
        String text = key.equals(ConnectionEntry.FILTER) ? filter(value) : text(value, name);
        if (fields.put(key, new Field(place.apply(nameNode), text)) != null) {
            throw wrong(nameNode, name + " is given twice");
        }
    }

    private String filter(Node value) {
        if (!(value instanceof MappingNode mapping)) {
            throw wrong(value, "filter must hold fields: " + FILTER_NAMES + "; {} lets everything through");
        }
        mapping.getValue().forEach(field -> add(field, FILTER, FILTER_NAMES));
        return "";
    }

    private String text(Node value, String name) {
        if (value instanceof SequenceNode list
                && LISTS.contains(name)
                && !list.getValue().isEmpty()) {
            return list.getValue().stream().map(item -> single(item, name)).collect(Collectors.joining(","));
        }
        return single(value, name);
    }

    private String single(Node value, String name) {
        boolean blank = value instanceof ScalarNode scalar && scalar.getValue().isBlank();
        if (!(value instanceof ScalarNode scalar) || blank || value.getTag().equals(Tag.NULL)) {
            String right = " must have a value" + (LISTS.contains(name) ? ", or a list of values" : "");
            throw wrong(value, name + right + ": give it one, or leave it out");
        }
        return scalar.getValue();
    }

    private ConfigurationException wrong(Node node, String right) {
        return place.apply(node).wrong(right);
    }

    /** As we write names: {@code durationMin} and {@code duration_min} are {@code duration-min}. */
    private static String dashed(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
