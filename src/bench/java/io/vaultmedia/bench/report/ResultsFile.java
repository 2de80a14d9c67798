package io.vaultmedia.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Figures as JSON: scenario, name, value. Thread safe. */
public final class ResultsFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultsFile() {}

    public static void write(Path file, List<Figure> figures) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        for (Figure figure : figures) {
            root.withObject("/" + figure.scenario()).put(figure.name(), figure.value());
        }
        Files.createDirectories(file.getParent());
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
