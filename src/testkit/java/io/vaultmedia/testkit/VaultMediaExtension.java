package io.vaultmedia.testkit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link WithVaultMedia} registers: one {@link VaultMedia} for each test class and those nested in it. Has no state of its own. */
public final class VaultMediaExtension implements AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(VaultMediaExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == VaultMedia.class;
    }

    @Override
    public VaultMedia resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(outermost(context), unused -> VaultMedia.start(), VaultMedia.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        VaultMedia done = outermost(context) == context.getRequiredTestClass()
                ? context.getRoot().getStore(NAMESPACE).remove(outermost(context), VaultMedia.class)
                : null;
        if (done != null) {
            done.close();
        }
    }

    /** Returns the class that nested tests share one with. */
    private static Class<?> outermost(ExtensionContext context) {
        Class<?> outer = context.getRequiredTestClass();
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer;
    }
}
