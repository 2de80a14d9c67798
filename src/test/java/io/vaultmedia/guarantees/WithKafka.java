package io.vaultmedia.guarantees;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that needs Kafka, be it embedded, in a container or a cluster; {@code mvn verify -Pcontainers} runs it, too. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("kafka")
@WithKafka
public @interface WithKafka {}
