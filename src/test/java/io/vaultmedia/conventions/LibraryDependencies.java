package io.vaultmedia.conventions;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The jars that a build gets that depends on the library, by group and artifact, as Maven resolves them. */
public final class LibraryDependencies {

    private static final Path POM = Path.of("pom.xml");
    private static final Path TREE = Path.of("target", "dependencies.dot");
    private static final Pattern EDGE =
            Pattern.compile("\"\\(?([^:]+:[^:]+):[^\"]*\" -> \"\\(?([^:]+:[^:]+):[^\"]*\".*");

    private LibraryDependencies() {}

    /** Returns all that the library brings, without the library itself. */
    public static Set<String> all() throws Exception {
        return reachableFrom(declared());
    }

    /** Returns the pom's own dependencies that are passed on to those who depend on it. */
    static List<String> declared() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(POM.toFile());
        Element dependencies =
                children(pom.getDocumentElement(), "dependencies").get(0);
        return children(dependencies, "dependency").stream()
                .filter(one -> !"true".equals(text(one, "optional")) && !"test".equals(text(one, "scope")))
                .map(one -> text(one, "groupId") + ":" + text(one, "artifactId"))
                .toList();
    }

    private static List<Element> children(Element parent, String name) {
        NodeList all = parent.getChildNodes();
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0).getTextContent();
    }

    /** Returns these and all that they need. */
    public static Set<String> reachableFrom(Collection<String> roots) throws IOException {
        Map<String, Set<String>> needs = edges();
        Set<String> reached = new TreeSet<>(roots);
        Deque<String> left = new ArrayDeque<>(roots);
        while (!left.isEmpty()) {
            for (String next : needs.getOrDefault(left.pop(), Set.of())) {
                if (reached.add(next)) {
                    left.push(next);
                }
            }
        }
        return reached;
    }

    private static Map<String, Set<String>> edges() throws IOException {
        if (System.getenv("CI") == null) { // There, Maven has always written it.
            assumeThat(Files.exists(TREE)
                            && Files.getLastModifiedTime(TREE).compareTo(Files.getLastModifiedTime(POM)) > 0)
                    .as("mvn test-compile has written the tree of the present pom")
                    .isTrue();
        }
        Map<String, Set<String>> edges = new HashMap<>();
        for (String line : Files.readAllLines(TREE)) {
            Matcher edge = EDGE.matcher(line.strip());
            if (edge.matches()) {
                edges.computeIfAbsent(edge.group(1), name -> new LinkedHashSet<>())
                        .add(edge.group(2));
            }
        }
        return edges;
    }
}
