package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final Path DEPLOYMENT = Kustomization.BASE.resolve("deployment.yaml");

    @ParameterizedTest
    @CsvSource({
        "metadata:, metadatas:",
        "revisionHistoryLimit:, revisionHistoryLimits:",
        "terminationGracePeriodSeconds:, terminationGracePeriod:",
        "runAsNonRoot:, runAsNonroot:",
        "readOnlyRootFilesystem:, readonlyRootFilesystem:",
        "failureThreshold:, failuresThreshold:",
        "secretKeyRef:, secretRef:",
        "sizeLimit:, size:",
        "matchLabels:, matchLabel:",
    })
    void refusesAMisspeltFieldAtEachDepth(String right, String wrong) throws IOException {
        String misspelt = Files.readString(DEPLOYMENT).replaceFirst(right, wrong);

        assertThatIOException()
                .isThrownBy(() -> ManifestReader.read(misspelt))
                .withMessageContaining("Unrecognized field \"" + wrong.replace(":", "") + "\"");
    }

    @Test
    void refusesAFieldGivenTwice() {
        assertThatIOException()
                .isThrownBy(() -> ManifestReader.read("apiVersion: v1\nkind: Service\nkind: Service\n"))
                .withMessageContaining("Duplicate field 'kind'");
    }

    @Test
    void refusesAKindWithoutAModel() {
        assertThatIOException()
                .isThrownBy(() -> ManifestReader.read("apiVersion: apps/v1beta1\nkind: Deployment\n"))
                .withMessageContaining("No typed model for apps/v1beta1/Deployment");
    }

    @Test
    void readsEveryDocumentOfAText() throws IOException {
        String two = "apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: ServiceAccount\n";

        assertThat(ManifestReader.read(two))
                .extracting(HasMetadata::getKind)
                .containsExactly("Service", "ServiceAccount");
    }
}
