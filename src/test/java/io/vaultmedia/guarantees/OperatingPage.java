package io.vaultmedia.guarantees;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** What {@code docs/operating.md} tells its readers to do for the security of the connection to Kafka. */
final class OperatingPage {

    /** The user whom the page gives the ACLs to. */
    static final String USER = "vault-media-routes";

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern ACL_ROW =
            Pattern.compile("(?m)^\\| ([a-z-]+) \\| `([^`]+)` \\| (prefixed|literal) \\| (\\w+) \\|");
    private static final String ACL = "acl ";
    private static final Pattern ACL_FUNCTION = Pattern.compile("acl\\(\\) \\{ kafka-acls\\.sh (.*) \"\\$@\"; }");

    private final String text;

    OperatingPage() {
        try {
            text = Files.readString(Path.of("docs", "operating.md"));
        } catch (IOException e) {
            throw new UncheckedIOException("reading docs/operating.md", e);
        }
    }

    /** The settings of the block of properties that has this line. */
    Map<String, String> properties(String line) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(block("properties", line)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading properties of docs/operating.md", e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** The variables that the block of shell lines exports that has this variable. */
    Map<String, String> environment(String variable) {
        Map<String, String> environment = new HashMap<>();
        for (String line : block("sh", "export " + variable).lines().toList()) {
            String[] parts = line.substring("export ".length()).split("=", 2);
            environment.put(parts[0], parts[1].replaceAll("^'|'$", ""));
        }
        return environment;
    }

    /** The ACLs of its table, each of them a row. */
    List<AclBinding> acls() {
        List<AclBinding> acls = new ArrayList<>();
        Matcher row = ACL_ROW.matcher(text);
        while (row.find()) {
            acls.add(new AclBinding(
                    new ResourcePattern(
                            ResourceType.fromString(enumName(row.group(1))),
                            row.group(2),
                            PatternType.fromString(enumName(row.group(3)))),
                    new AccessControlEntry("User:" + USER, "*", operation(row.group(4)), AclPermissionType.ALLOW)));
        }
        return acls;
    }

    /** The arguments of each {@code kafka-acls.sh} that its commands run. */
    List<List<String>> aclCommands() {
        List<String> lines = block("sh", ACL).lines().toList();
        Matcher function = ACL_FUNCTION.matcher(lines.get(0));
        if (!function.matches()) {
            throw new IllegalStateException("docs/operating.md: not a line like " + ACL_FUNCTION + ": " + lines.get(0));
        }
        return lines.stream()
                .skip(1)
                .map(line -> List.of((function.group(1) + " " + line.substring(ACL.length())).split(" ", -1)))
                .toList();
    }

    private String block(String language, String start) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .filter(lines -> lines.lines().anyMatch(line -> line.startsWith(start)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "docs/operating.md has no block of " + language + " with a line " + start));
    }

    /** An operation as the page, and Kafka's tools, write it: {@code DescribeConfigs}. */
    static String nameOf(AclOperation operation) {
        return SecurityUtils.operationName(operation);
    }

    private static AclOperation operation(String camelCase) {
        return SecurityUtils.operation(camelCase);
    }

    private static String enumName(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
