package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an application gets with the library: each jar is one more that its team has to update and to answer for. */
class LibraryDependenciesTest {

    /** What the smallest host has that could have had our routes written by hand, without seda, direct and scheduler. */
    static final List<String> BARE_HOST = List.of(
            "org.apache.camel:camel-main",
            "org.apache.camel:camel-http",
            "org.apache.camel:camel-kafka",
            "org.apache.camel:camel-jackson",
            "org.apache.camel:camel-yaml-dsl");

    private static final int MOST_ADDED = 6;

    private static final List<String> EXPECTED = """
            at.yawk.lz4:lz4-java
            com.carrotsearch:hppc
            com.fasterxml.jackson.core:jackson-annotations
            com.fasterxml.jackson.core:jackson-core
            com.fasterxml.jackson.core:jackson-databind
            com.github.luben:zstd-jni
            jakarta.activation:jakarta.activation-api
            jakarta.servlet:jakarta.servlet-api
            jakarta.xml.bind:jakarta.xml.bind-api
            org.apache.camel:camel-api
            org.apache.camel:camel-attachments
            org.apache.camel:camel-base
            org.apache.camel:camel-base-engine
            org.apache.camel:camel-bean
            org.apache.camel:camel-cloud
            org.apache.camel:camel-cluster
            org.apache.camel:camel-core-engine
            org.apache.camel:camel-core-languages
            org.apache.camel:camel-core-model
            org.apache.camel:camel-core-processor
            org.apache.camel:camel-core-reifier
            org.apache.camel:camel-direct
            org.apache.camel:camel-dsl-support
            org.apache.camel:camel-file
            org.apache.camel:camel-health
            org.apache.camel:camel-http
            org.apache.camel:camel-http-base
            org.apache.camel:camel-http-common
            org.apache.camel:camel-jackson
            org.apache.camel:camel-kafka
            org.apache.camel:camel-management-api
            org.apache.camel:camel-scheduler
            org.apache.camel:camel-seda
            org.apache.camel:camel-support
            org.apache.camel:camel-util
            org.apache.camel:camel-util-json
            org.apache.camel:camel-xml-jaxp-util
            org.apache.camel:camel-yaml-dsl
            org.apache.camel:camel-yaml-dsl-common
            org.apache.camel:camel-yaml-dsl-deserializers
            org.apache.httpcomponents.client5:httpclient5
            org.apache.httpcomponents.core5:httpcore5
            org.apache.httpcomponents.core5:httpcore5-h2
            org.apache.kafka:kafka-clients
            org.slf4j:slf4j-api
            org.snakeyaml:snakeyaml-engine
            org.xerial.snappy:snappy-java
            """.lines().toList();

    @Test
    void areTheseAndNoOthers() throws Exception {
        assertThat(LibraryDependencies.all())
                .as(
                        "a host application gets each of these jars: mark what only our own application needs as <optional> in "
                                + "the pom, do without it, or add it here and to docs/embedding.md")
                .containsExactlyElementsOf(EXPECTED);
    }

    @Test
    void addAtMostSixJarsToABareHost() throws Exception {
        Set<String> added = LibraryDependencies.all();
        added.removeAll(LibraryDependencies.reachableFrom(BARE_HOST));
        added.add("io.vaultmedia:vault-media-routes");

        assertThat(added).hasSizeLessThanOrEqualTo(MOST_ADDED);
    }
}
