package io.vaultmedia.kafka;

import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Why shards could not be opened: the first reason, or a later one that only an operator can remove. Immutable. */
public record OpeningFailure(Throwable reason) {

    public static final OpeningFailure NONE = new OpeningFailure(null);

    /** This failure, or the next if that one says more; null is no failure. */
    public OpeningFailure or(Throwable next) {
        return reason == null || next instanceof LedgerUnusableException ? new OpeningFailure(next) : this;
    }

    /** What is wrong with the Kafka of these settings, for logs and health; null if nothing is. */
    public String message(KafkaSettings settings) {
        if (reason == null) {
            return null;
        }
        if (reason instanceof LedgerUnusableException || reason instanceof ExplainedException) {
            return reason.getMessage();
        }
        return explanation("Kafka at " + settings.shownBrokers(), settings);
    }

    private String explanation(String kafka, KafkaSettings settings) {
        String ssl = "; check " + settings.key("ssl-*");
        Throwable root = rootOf(reason);
        Optional<NotAllowedException> notAllowed = NotAllowedException.in(reason);
        if (notAllowed.isPresent()) {
            return kafka + " does not allow " + notAllowed.get().getMessage()
                    + "; docs/operating.md lists the ACLs it needs";
        }
        if (isAboutJaas(root)) { // It may quote a part of the password.
            return "the login for " + kafka + " cannot be read; check " + settings.key("sasl-jaas-config");
        }
        if (root instanceof FileSystemException) { // The message of many of these is the file, and nothing else.
            return "TLS with " + kafka + " fails: " + root.getClass().getSimpleName() + ": " + root.getMessage() + ssl;
        }
        if (isCausedBy(SslAuthenticationException.class)) {
            return "TLS with " + kafka + " fails: " + root.getMessage() + ssl;
        }
        if (isCausedBy(AuthenticationException.class)) {
            return kafka + " refuses the login: " + root.getMessage() + "; check " + settings.key("sasl-*");
        }
        return kafka + " is not ready: " + root.getMessage();
    }

    private static boolean isAboutJaas(Throwable root) {
        return Stream.of(root.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.apache.kafka.common.security.Jaas"));
    }

    private boolean isCausedBy(Class<? extends Throwable> type) {
        Throwable e = reason;
        while (e != null && !type.isInstance(e)) {
            e = e.getCause();
        }
        return e != null;
    }

    public static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
