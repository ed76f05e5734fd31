package io.sensorstreams.common.access;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Describes in one line why Kafka refuses the connection or the user of this service, and
 * what to do.
 */
public final class KafkaRefusal {

    private static final String GRANT = ": grant the rights that docs/secure-kafka.md lists, with secure/apply.sh";

    private static final String NOT_ALLOWED = "Kafka does not allow the user of this service to use ";

    private KafkaRefusal() {
    }

    /**
     * Returns the description if Kafka, or the TLS of its broker, has refused this
     * service; empty when the failure has another cause.
     */
    public static Optional<String> of(Throwable failure) {
        return causes(failure)
            .filter((cause) -> cause instanceof AuthenticationException || cause instanceof AuthorizationException)
            .findFirst()
            .map(KafkaRefusal::describe);
    }

    /** Whether Kafka knows the user, but does not allow what the service asked for. */
    public static boolean isMissingRight(Throwable failure) {
        return causes(failure).anyMatch(AuthorizationException.class::isInstance);
    }

    /** Describes any failure in one line. */
    public static String text(Throwable failure) {
        Throwable cause = (failure instanceof ExecutionException || failure instanceof CompletionException)
                && failure.getCause() != null ? failure.getCause() : failure;
        return of(failure).orElseGet(cause::toString);
    }

    /** Like {@link #text}, but the message alone when Kafka has refused nothing. */
    public static String message(Throwable failure) {
        return of(failure).orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    /** A chain of causes may be a circle. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, (each) -> each != null, Throwable::getCause).limit(20);
    }

    private static String describe(Throwable refusal) {
        if (refusal instanceof TopicAuthorizationException topics) {
            return NOT_ALLOWED + named("topic", topics.unauthorizedTopics()) + GRANT;
        }
        if (refusal instanceof GroupAuthorizationException group) {
            return NOT_ALLOWED
                    + ((group.groupId() != null) ? "group '" + group.groupId() + "'" : "one of its consumer groups")
                    + GRANT;
        }
        if (refusal instanceof TransactionalIdAuthorizationException) {
            return NOT_ALLOWED + "its transactional ids" + GRANT;
        }
        if (refusal instanceof ClusterAuthorizationException || refusal instanceof AuthorizationException) {
            return "Kafka does not allow the user of this service what it needs (" + refusal.getMessage() + ")" + GRANT;
        }
        if (refusal instanceof SaslAuthenticationException) {
            return "Kafka does not accept the user or its password (" + refusal.getMessage()
                    + "): set both in spring.kafka.properties.sasl.jaas.config and restart, or set the password in"
                    + " Kafka with secure/apply.sh";
        }
        if (refusal instanceof SslAuthenticationException) {
            return tls(refusal);
        }
        return "The log-in at Kafka failed (" + refusal.getMessage() + "): check spring.kafka.security.protocol and"
                + " spring.kafka.properties.sasl.mechanism";
    }

    private static String named(String kind, Collection<String> names) {
        if (names.isEmpty()) {
            return "one of its " + kind + "s";
        }
        return kind + ((names.size() > 1) ? "s " : " ")
                + names.stream().sorted().map((name) -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    private static String tls(Throwable refusal) {
        String why = root(refusal);
        String todo;
        if (causes(refusal).anyMatch(CertificateExpiredException.class::isInstance)) {
            todo = "the certificate of the broker has expired: make a new one with secure/certificates.sh --renew";
        }
        else if (why.contains("No subject alternative") || why.contains("No name matching")) {
            todo = "the certificate of the broker is for other host names: make one with secure/certificates.sh --san,"
                    + " or use its names in KAFKA_BOOTSTRAP_SERVERS and in advertised.listeners";
        }
        else if (causes(refusal).anyMatch(KafkaRefusal::isUntrusted) || why.contains("certification path")) {
            todo = "this service does not trust the authority of the broker's certificate: set its ca.crt in"
                    + " spring.ssl.bundle.pem.kafka.truststore.certificate";
        }
        else {
            todo = "check that the port of the broker expects TLS, and whether it requires a certificate of the client";
        }
        return "There is no TLS connection to Kafka (" + why + "): " + todo;
    }

    /** Java has several messages for a certificate that no known authority has signed. */
    private static boolean isUntrusted(Throwable cause) {
        return cause instanceof CertPathValidatorException || cause instanceof CertPathBuilderException;
    }

    private static String root(Throwable failure) {
        Throwable last = causes(failure).reduce((first, second) -> second).orElse(failure);
        return (last.getMessage() != null) ? last.getMessage() : last.toString();
    }

}
