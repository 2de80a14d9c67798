package io.vaultmedia.bench;

import io.vaultmedia.bench.jvm.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The class data archive of the product's start, made by the Dockerfile's own command. */
public final class ClassDataArchive {
    private static final Pattern COMMAND = Pattern.compile("RUN (java -Xshare:dump (?:.*\\\\\\R)*.*)");
    private static final String NAME = "vault-media-routes.jsa";

    private ClassDataArchive() {}

    /** Makes an archive of the packaged product, and returns it. */
    public static Path of(Path app, Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve(NAME).toAbsolutePath();
        Path log = folder.resolve("archive.out");
        ProcessBuilder command = new ProcessBuilder(command(archive))
                .directory(app.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Jvm.keepSettingsOut(command);
        Process dump = command.start();
        try {
            if (!dump.waitFor(2, TimeUnit.MINUTES) || dump.exitValue() != 0 || !Files.exists(archive)) {
                throw new IllegalStateException("the Dockerfile's command left no archive: " + Files.readString(log));
            }
            return archive;
        } finally {
            dump.destroyForcibly();
        }
    }

    private static List<String> command(Path archive) throws IOException {
        Matcher command = COMMAND.matcher(Files.readString(Path.of("Dockerfile")));
        if (!command.find()) {
            throw new IllegalStateException("the Dockerfile makes no class data archive");
        }
        String line = command.group(1).replaceAll("\\\\\\R\\s*", "").replace(NAME, archive.toString());
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return words;
    }
}
