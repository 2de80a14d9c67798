package io.vaultmedia.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit test class with a simulated Vault+ API and a real Kafka broker. Its constructor and methods may have a parameter
 * of type {@link VaultMedia}. All classes share a broker, which starts with the first one and stops with the JVM. Each class
 * has an API, a connection and topics of its own.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(VaultMediaExtension.class)
public @interface WithVaultMedia {}
