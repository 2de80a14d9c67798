package io.vaultmedia.guarantees;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that starts an embedded broker of its own: {@code mvn verify} runs it, {@code mvn test} does not. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("own-kafka")
public @interface WithOwnKafka {}
