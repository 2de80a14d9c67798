package io.vaultmedia.conventions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One file of {@code routes/}, parsed. */
record RouteFile(String name, List<String> lines, JsonNode yaml) {

    private static final YAMLMapper MAPPER = new YAMLMapper(new YAMLFactory());

    static List<RouteFile> all() throws IOException {
        List<RouteFile> files = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(Path.of("routes"), "*.camel.yaml")) {
            for (Path path : paths) {
                String name = path.getFileName().toString().replace(".camel.yaml", "");
                files.add(new RouteFile(name, Files.readAllLines(path), MAPPER.readTree(path.toFile())));
            }
        }
        return files;
    }

    /** The files that hold a route, which is all but {@code beans.camel.yaml}. */
    static List<RouteFile> routes() throws IOException {
        return all().stream().filter(file -> !file.name().equals("beans")).toList();
    }

    /** The only entry of the file: the route, or the template whose name is its own. */
    JsonNode entry() {
        return yaml.get(0).elements().next();
    }

    /** The route itself, wherever it is. */
    JsonNode route() {
        return entry().has("route") ? entry().get("route") : entry();
    }

    /** Calls back for each field of each object in the file. */
    void forEachField(BiConsumer<String, JsonNode> visitor) {
        visit(yaml, visitor);
    }

    private static void visit(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            visitor.accept(field.getKey(), field.getValue());
            visit(field.getValue(), visitor);
        }
        if (node.isArray()) {
            node.forEach(element -> visit(element, visitor));
        }
    }

    @Override
    public String toString() {
        return "routes/" + name + ".camel.yaml";
    }
}
