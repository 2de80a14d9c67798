package io.vaultmedia.k8s;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/** What the manifests have to agree with in the rest of the project. */
final class Project {
    private static final Path SETTINGS = Path.of("src", "main", "resources", "application.properties");
    private static final Pattern DECLARATION = Pattern.compile("(?m)^#?([a-z][\\w.-]*)=");

    private Project() {}

    /** The version in {@code pom.xml}. */
    static String version() throws Exception {
        return pom("/project/version");
    }

    /** What {@code pom.xml} has at this XPath. */
    static String pom(String path) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        return XPathFactory.newInstance().newXPath().evaluate(path, pom);
    }

    /** The settings that ship with the application. */
    static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(SETTINGS)) {
            settings.load(file);
        }
        return settings;
    }

    /** All keys that the application knows, those without a default included. */
    static List<String> declaredSettings() throws IOException {
        return DECLARATION
                .matcher(Files.readString(SETTINGS))
                .results()
                .map((MatchResult key) -> key.group(1))
                .toList();
    }
}
