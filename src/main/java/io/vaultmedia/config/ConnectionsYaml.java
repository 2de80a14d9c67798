package io.vaultmedia.config;

import io.vaultmedia.config.ConnectionEntry.Field;
import io.vaultmedia.config.ConnectionList.Place;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Parses a connections file into entries. It works on the nodes of the YAML parser: they know their lines, and nothing is
 * constructed from a tag. It never repeats the parser's own messages, because they quote the file.
 */
final class ConnectionsYaml {

    private static final LoadSettings YAML = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();
    private static final String ROOT = "must be 'connections:' with a list of connections below it, [] for none";

    private static final Map<String, String> ENTRY = Map.of(
            "id", ConnectionEntry.ID,
            "alias", ConnectionEntry.ALIAS,
            "interval", PaceSettings.INTERVAL,
            "paused", ConnectionEntry.PAUSED,
            "api-key-file", ConnectionEntry.API_KEY_FILE,
            "filter", ConnectionEntry.FILTER,
            "filters", ConnectionEntry.FILTER);
    private static final String ENTRY_NAMES = "id, alias, interval, paused, api-key-file, filter";

    private static final Map<String, String> FILTER = Map.of(
            "type", FilterSettings.TYPE,
            "content-type", FilterSettings.CONTENT_TYPE,
            "labels", FilterSettings.LABELS,
            "duration-min", FilterSettings.DURATION_MIN,
            "duration-max", FilterSettings.DURATION_MAX);
    private static final String FILTER_NAMES = "type, content-type, labels, duration-min, duration-max";
    private static final Set<String> LISTS = Set.of("type", "content-type", "labels");

    private final String file;

    /** Creates a parser whose errors call the file by this name. */
    ConnectionsYaml(String file) {
        this.file = file;
    }

    List<ConnectionEntry> entries(byte[] yaml) {
        Node root = compose(yaml).orElseThrow(() -> at(1).wrong(ROOT));
        Node list = root instanceof MappingNode mapping ? onlyField(mapping) : root;
        if (list instanceof SequenceNode sequence) {
            List<Node> nodes = sequence.getValue();
            return IntStream.range(0, nodes.size())
                    .mapToObj(i -> entry(nodes.get(i), ", entry " + (i + 1)))
                    .toList();
        }
        throw at(line(list.getStartMark())).wrong(ROOT);
    }

    private Optional<Node> compose(byte[] yaml) {
        try {
            return new Compose(YAML).composeInputStream(new ByteArrayInputStream(yaml));
        } catch (MarkedYamlEngineException e) {
            throw at(line(e.getProblemMark())).wrong("is not valid YAML: check indentation, quotes and colons");
        } catch (YamlEngineException | StackOverflowError e) { // The error comes from deeply nested lists.
            throw new Place(ConnectionsSettings.FILE, file).wrong("must be YAML in UTF-8, without control characters");
        }
    }

    private Node onlyField(MappingNode root) {
        for (NodeTuple field : root.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key && key.getValue().equals("connections"))) {
                throw at(line(field.getKeyNode().getStartMark())).wrong(ROOT + ", and nothing else at this level");
            }
        }
        if (root.getValue().size() != 1) {
            throw at(line(root.getStartMark())).wrong(ROOT + ", once");
        }
        return root.getValue().get(0).getValueNode();
    }

    private ConnectionEntry entry(Node node, String number) {
        Place place = place(node, number);
        return new ConnectionEntry(place, new Fields(number).read(node));
    }

    private Place place(Node node, String number) {
        Place line = at(line(node.getStartMark()));
        return new Place(line.key(), line.where() + number);
    }

    private Place at(int line) {
        return new Place(ConnectionsSettings.FILE, file + ", line " + line);
    }

    private static int line(Optional<Mark> mark) {
        return mark.orElseThrow().getLine() + 1;
    }

    /** Reads the fields of one entry. A name may also be written as in JSON: {@code durationMin}. */
    private final class Fields {

        private final String number;
        private final Map<String, Field> fields = new HashMap<>();

        private Fields(String number) {
            this.number = number;
        }

        /** Returns all fields of the entry, including those of its filter. */
        Map<String, Field> read(Node entry) {
            if (entry instanceof ScalarNode) {
                fields.put(ConnectionEntry.ID, new Field(place(entry, number), text(entry, "the entry")));
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
            if (key == null) { // The name is not shown: it may be an id.
                throw wrong(nameNode, "holds an unknown field: there are " + names);
            }
            Node value = field.getValueNode();
            String text = key.equals(ConnectionEntry.FILTER) ? filter(value) : text(value, name);
            if (fields.put(key, new Field(place(nameNode, number), text)) != null) {
                throw wrong(nameNode, name + " is given twice");
            }
        }

        private String filter(Node value) {
            if (!(value instanceof MappingNode mapping)) {
                throw wrong(value, "filter must hold fields: " + FILTER_NAMES + "; {} selects everything");
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
            boolean blank =
                    value instanceof ScalarNode scalar && scalar.getValue().isBlank();
            if (!(value instanceof ScalarNode scalar) || blank || value.getTag().equals(Tag.NULL)) {
                String right = " must have a value" + (LISTS.contains(name) ? ", or a list of values" : "");
                throw wrong(value, name + right + ": give it one, or leave it out");
            }
            return scalar.getValue();
        }

        private ConfigurationException wrong(Node node, String right) {
            return place(node, number).wrong(right);
        }

        /** Returns {@code duration-min} for {@code durationMin} and {@code duration_min}. */
        private static String dashed(String name) {
            return name.replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
        }
    }
}
