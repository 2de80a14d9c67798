package io.vaultmedia.config;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
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
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The form of a connections file: finds its entries, and the line of each. It stays with the nodes that the YAML parser
 * makes: they know their lines, and nothing is ever constructed from a tag. What the parser says of a fault is kept back:
 * it quotes the file.
 */
final class ConnectionsYaml {

    private static final LoadSettings YAML = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();
    private static final String ROOT = "must be 'connections:' with a list of connections below it, [] for none";

    private final String file;

    /** For a file that errors call by this name. */
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
            throw at(line(e.getProblemMark())).wrong("is no YAML here: mind indentation, quotes and colons");
        } catch (YamlEngineException | StackOverflowError e) { // The latter for lists in lists in lists…
            throw new Place(ConnectionsFile.KEY, file).wrong("must be YAML in UTF-8, without control characters");
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
        return new ConnectionEntry(place, new EntryFields(n -> place(n, number)).read(node));
    }

    private Place place(Node node, String number) {
        Place line = at(line(node.getStartMark()));
        return new Place(line.key(), line.where() + number);
    }

    private Place at(int line) {
        return new Place(ConnectionsFile.KEY, file + ", line " + line);
    }

    private static int line(Optional<Mark> mark) {
        return mark.orElseThrow().getLine() + 1;
    }
}
