package io.vaultmedia.k8s;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that is run on each rendering by kubectl, and only by {@code .ci/run}: see {@link Manifests#rendered()}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "k8s.rendered", matches = ".+", disabledReason = "kubectl renders them in .ci/run")
@ParameterizedTest(name = "{0}")
@MethodSource("io.vaultmedia.k8s.Manifests#rendered")
@interface OnAllRenderings {}
