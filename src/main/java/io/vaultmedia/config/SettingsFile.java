package io.vaultmedia.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Checks a properties file before Camel reads it. Camel would misread it silently, or fail with a stack trace. */
public final class SettingsFile {

    private static final List<String> BYTE_ORDER_MARKS = List.of("\u00ef\u00bb\u00bf", "\u00fe\u00ff", "\u00ff\u00fe");
    private static final Pattern WRONG_ESCAPE = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\u(?![0-9A-Fa-f]{4}).*");

    private SettingsFile() {}

    /** Throws ConfigurationException for a byte-order mark, or for a {@code \\u} without four hexadecimal digits. */
    public static void check(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            return; // It is optional.
        }
        String text = read(file);
        if (BYTE_ORDER_MARKS.stream().anyMatch(text::startsWith)) {
            throw ConfigurationException.wrongSecret(
                    file.toString(), "begins with a byte-order mark: save it as UTF-8 without one");
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.startsWith("#")
                    && !line.startsWith("!")
                    && WRONG_ESCAPE.matcher(line).find()) {
                throw ConfigurationException.wrongAt(
                        file.toString(),
                        "line " + (i + 1),
                        "\\u must be followed by four hexadecimal digits; for a backslash write \\\\");
            }
        }
    }

    /** Reads it as Java reads properties: each byte is a character. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw ConfigurationException.wrongSecret(
                    file.toString(), "cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
