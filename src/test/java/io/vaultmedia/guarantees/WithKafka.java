package io.vaultmedia.guarantees;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs Kafka: embedded, in a container, or a given cluster. {@code mvn verify} and {@code mvn verify
 * -Pcontainers} run it, {@code mvn test} does not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("kafka")
@ExtendWith(KafkaExtension.class)
public @interface WithKafka {}
