package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image and the Deployment are written apart, and agree. */
class DockerfileTest {
    private static final BigDecimal HEAP_LIMIT = BigDecimal.valueOf(256L << 20);

    private List<String> instructions;
    private Manifests manifests;

    @BeforeEach
    void read() throws IOException {
        String joined = Files.readString(Path.of("Dockerfile")).replaceAll("\\\\\\R\\s*", "");
        instructions = joined.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        manifests = Manifests.ofBase();
    }

    @Test
    void baseImageNamesNoRegistry() {
        assertThat(first("ARG BASE=")).doesNotContain(".", "/");
        assertThat(all("FROM ")).allMatch(from -> from.startsWith("${BASE}"));
    }

    @Test
    void onlyTheBuiltApplicationIsCopied() throws IOException {
        assertThat(all("COPY "))
                .filteredOn(copy -> !copy.startsWith("--from=layers "))
                .singleElement()
                .asString()
                .startsWith("target/app/ ");
        assertThat(Files.readAllLines(Path.of(".dockerignore"))).endsWith("*", "!target/app");
    }

    @Test
    void javaIsStartedItselfSoThatItGetsTheSignals() {
        assertThat(all("ENTRYPOINT ")).containsExactly("[\"java\", \"-jar\", \"vault-media-routes.jar\"]");
        assertThat(all("CMD ")).isEmpty();
    }

    @Test
    void userIsThePodsAndIsNumeric() {
        PodSecurityContext security = manifests.pod().getSecurityContext();

        assertThat(all("USER ")).containsExactly(security.getRunAsUser() + ":" + security.getRunAsGroup());
    }

    @Test
    void exposesThePodsPort() {
        assertThat(all("EXPOSE "))
                .containsExactly(manifests
                        .container()
                        .getPorts()
                        .get(0)
                        .getContainerPort()
                        .toString());
    }

    @Test
    void settingsAreMountedBelowTheWorkingDirectory() {
        List<String> folders = all("WORKDIR ");

        assertThat(manifests.container().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains(folders.get(folders.size() - 1) + "/config");
    }

    @Test
    void heapStaysUnder256MegabytesInThePod() {
        Matcher percentage = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)").matcher(first("ENV JAVA_TOOL_OPTIONS="));
        assertThat(percentage.find()).isTrue();
        Quantity memory = manifests.container().getResources().getLimits().get("memory");

        assertThat(Quantity.getAmountInBytes(memory)
                        .multiply(new BigDecimal(percentage.group(1)))
                        .movePointLeft(2))
                .isLessThanOrEqualTo(HEAP_LIMIT);
    }

    /** Maven's image and Docker's are the same application in two wrappings. */
    @Test
    void mavensImageIsStartedInTheSameWay() throws Exception {
        assertThat(first("ENV JAVA_TOOL_OPTIONS=").replaceAll("\"|\\s+", " ").strip())
                .isEqualTo(Project.pom("//profile[id='image']/properties/image.jvm"));
        String container = "//profile[id='image']//container/";
        assertThat(all("USER ")).containsExactly(Project.pom(container + "user"));
        assertThat(all("EXPOSE ")).containsExactly(Project.pom(container + "ports/port"));
        assertThat(all("WORKDIR ")).endsWith(Project.pom(container + "workingDirectory"));
        assertThat(first("ENTRYPOINT "))
                .isEqualTo(
                        "[\"%s\", \"%s\", \"%s\"]",
                        Project.pom(container + "entrypoint/item[1]"),
                        Project.pom(container + "entrypoint/item[2]"),
                        Project.pom(container + "entrypoint/item[3]"));
    }

    private List<String> all(String start) {
        return instructions.stream()
                .filter(instruction -> instruction.startsWith(start))
                .map(instruction -> instruction.substring(start.length()))
                .toList();
    }

    private String first(String start) {
        return all(start).get(0);
    }
}
