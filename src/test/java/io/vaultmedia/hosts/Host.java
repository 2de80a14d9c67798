package io.vaultmedia.hosts;

import io.vaultmedia.sandbox.chaos.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The applications of {@code src/it}, as maven-invoker has built them in {@code target/it}. */
enum Host {
    CAMEL_MAIN("camel-main", "target/my-application.jar"),
    CAMEL_MAIN_4_22("camel-main-4.22", "target/my-application.jar"),
    SPRING_BOOT("spring-boot", "target/my-application.jar"),
    SPRING_BOOT_4("spring-boot-4", "target/my-application.jar"),
    QUARKUS("quarkus", "target/quarkus-app/quarkus-run.jar");

    private final String folder;
    private final String jar;

    Host(String folder, String jar) {
        this.folder = folder;
        this.jar = jar;
    }

    /** The path of its health over HTTP: of Actuator, or of SmallRye. */
    Optional<String> health() {
        return switch (this) {
            case CAMEL_MAIN, CAMEL_MAIN_4_22 -> Optional.empty();
            case SPRING_BOOT, SPRING_BOOT_4 -> Optional.of("/actuator/health");
            case QUARKUS -> Optional.of("/q/health/ready");
        };
    }

    /** Starts it as its users do, by {@code java -jar}. */
    JavaProcess start(Map<String, String> environment) throws IOException {
        Path home = Path.of("target", "it", folder).toAbsolutePath();
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", home.resolve(jar).toString()));
        return JavaProcess.start(Files.createTempFile(home, "output-", ".log"), environment, arguments);
    }
}
