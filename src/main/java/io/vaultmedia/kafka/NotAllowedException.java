package io.vaultmedia.kafka;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Kafka's authorizer refuses a request of ours. The message names the operation and the resource, as ACLs do. */
public final class NotAllowedException extends KafkaException {

    private static final long serialVersionUID = 1L;

    NotAllowedException(AclOperation operation, String resource) {
        this(operation, resource, null);
    }

    NotAllowedException(AclOperation operation, String resource, AuthorizationException cause) {
        this(nameOf(operation) + " on " + resource, cause);
    }

    private NotAllowedException(String what, AuthorizationException cause) {
        super(what, cause);
    }

    /** The operation's name as ACLs have it: {@code DescribeConfigs} for {@code DESCRIBE_CONFIGS}. */
    private static String nameOf(AclOperation operation) {
        return Stream.of(operation.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** What was refused, if that is the cause. Not all of Kafka's own exceptions say it themselves. */
    static Optional<NotAllowedException> in(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof NotAllowedException known) {
                return Optional.of(known);
            }
            if (e instanceof AuthorizationException refused) {
                return Optional.of(of(refused));
            }
        }
        return Optional.empty();
    }

    /** A topic that is refused here is the ledger, to a reader: TopicAdmin names its own operations itself. */
    private static NotAllowedException of(AuthorizationException refused) {
        if (refused instanceof TopicAuthorizationException topics) {
            return new NotAllowedException(
                    AclOperation.READ, "topic " + String.join(", ", topics.unauthorizedTopics()), refused);
        }
        if (refused instanceof GroupAuthorizationException group) {
            return new NotAllowedException(AclOperation.READ, "group " + group.groupId() + " (vault.group)", refused);
        }
        if (refused instanceof TransactionalIdAuthorizationException) {
            return new NotAllowedException(
                    AclOperation.WRITE, "transactional ids that begin with vault.group and a hyphen", refused);
        }
        return new NotAllowedException("a request (" + refused.getMessage() + ")", refused);
    }
}
