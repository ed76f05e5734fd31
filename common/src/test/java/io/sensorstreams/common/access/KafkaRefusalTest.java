package io.sensorstreams.common.access;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLHandshakeException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaRefusalTest {

    private static final String GRANT = ": grant the rights that docs/secure-kafka.md lists, with secure/apply.sh";

    @Test
    void namesWhatTheUserMayNotUse() {
        assertThat(KafkaRefusal.of(new TopicAuthorizationException(Set.of("WATER", "AIR"))))
            .contains("Kafka does not allow the user of this service to use topics 'AIR', 'WATER'" + GRANT);
        assertThat(KafkaRefusal.of(new TopicAuthorizationException("denied")))
            .contains("Kafka does not allow the user of this service to use one of its topics" + GRANT);
        assertThat(KafkaRefusal.of(GroupAuthorizationException.forGroupId("AIR")))
            .contains("Kafka does not allow the user of this service to use group 'AIR'" + GRANT);
        assertThat(KafkaRefusal.of(new TransactionalIdAuthorizationException("denied")))
            .contains("Kafka does not allow the user of this service to use its transactional ids" + GRANT);
        assertThat(KafkaRefusal.of(new ClusterAuthorizationException("denied")))
            .contains("Kafka does not allow the user of this service what it needs (denied)" + GRANT);
    }

    @Test
    void saysWhatToDoAboutALogIn() {
        assertThat(KafkaRefusal.of(new SaslAuthenticationException("invalid credentials")))
            .contains("Kafka does not accept the user or its password (invalid credentials): set both in"
                    + " spring.kafka.properties.sasl.jaas.config and restart, or set the password in Kafka with"
                    + " secure/apply.sh");
        assertThat(KafkaRefusal.of(new UnsupportedSaslMechanismException("only PLAIN")))
            .contains("The log-in at Kafka failed (only PLAIN): check spring.kafka.security.protocol and"
                    + " spring.kafka.properties.sasl.mechanism");
    }

    @Test
    void saysWhatToDoAboutACertificate() {
        assertThat(tls(new CertificateException("unable to find valid certification path to requested target")))
            .startsWith("There is no TLS connection to Kafka (unable to find valid certification path to requested"
                    + " target): this service does not trust the authority");
        assertThat(tls(new CertificateException("PKIX path validation failed",
                new CertPathValidatorException("Path does not chain with any of the trust anchors"))))
            .contains("does not trust the authority");
        assertThat(tls(new CertificateException("PKIX path validation failed",
                new CertPathValidatorException("validity check failed", new CertificateExpiredException("NotAfter")))))
            .contains("has expired");
        assertThat(tls(new CertificateException("No subject alternative DNS name matching kafka found")))
            .contains("for other host names", "--san");
        assertThat(tls(new CertificateExpiredException("NotAfter: yesterday"))).contains("has expired", "--renew");
        assertThat(tls(new CertificateException("Unsupported or unrecognized SSL message")))
            .contains("check that the port of the broker expects TLS");
    }

    private static String tls(CertificateException cause) {
        SSLHandshakeException handshake = new SSLHandshakeException("handshake failed");
        handshake.initCause(cause);
        return KafkaRefusal.of(new SslAuthenticationException("SSL handshake failed", handshake)).orElseThrow();
    }

    @Test
    void findsTheRefusalBehindOtherFailures() {
        Exception wrapped = new KafkaException("commit failed",
                new ExecutionException(GroupAuthorizationException.forGroupId("AIR")));
        assertThat(KafkaRefusal.of(wrapped)).hasValueSatisfying((text) -> assertThat(text).contains("group 'AIR'"));
        assertThat(KafkaRefusal.isMissingRight(wrapped)).isTrue();
        assertThat(KafkaRefusal.isMissingRight(new SaslAuthenticationException("password"))).isFalse();
    }

    @Test
    void describesOtherFailuresAsTheyAre() {
        Exception late = new ExecutionException(new TimeoutException("no answer"));
        assertThat(KafkaRefusal.of(late)).isEmpty();
        assertThat(KafkaRefusal.text(late)).isEqualTo("org.apache.kafka.common.errors.TimeoutException: no answer");
        assertThat(KafkaRefusal.message(new TimeoutException("no answer"))).isEqualTo("no answer");
    }

}
