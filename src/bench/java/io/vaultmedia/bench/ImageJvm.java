package io.vaultmedia.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The JVM options of the image. */
final class ImageJvm {
    private static final Pattern COMPILER = Pattern.compile("-XX:Tier4\\w+=\\d+");

    private ImageJvm() {}

    /** Returns its options for the compilers, from the Dockerfile itself. */
    static List<String> compilerOptions() {
        try {
            List<String> options = COMPILER.matcher(Files.readString(Path.of("Dockerfile")))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            if (options.isEmpty()) {
                throw new IllegalStateException("the Dockerfile sets no compiler thresholds");
            }
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException("reading the Dockerfile: the benchmark runs in the project's folder", e);
        }
    }
}
