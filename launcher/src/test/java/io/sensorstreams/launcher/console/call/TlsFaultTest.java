package io.sensorstreams.launcher.console.call;

import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TlsFaultTest {

    @Test
    void namesACertificateThatIsNotValidNow() {
        for (Exception cause : new Exception[] { new CertificateExpiredException("NotAfter: 2020"),
                new CertificateNotYetValidException("NotBefore: 2030") }) {
            assertThat(TlsFault.of(handshake(new CertPathValidatorException("validity check failed", cause))))
                .hasValueSatisfying((fault) -> assertThat(fault.reason())
                    .isEqualTo("its certificate has expired or is not valid yet"));
        }
    }

    @Test
    void showsTheReasonOfOtherFaults() {
        assertThat(TlsFault.of(new IOException(new SSLHandshakeException("Received fatal alert: protocol_version"))))
            .hasValueSatisfying((fault) -> assertThat(fault.reason())
                .isEqualTo("HTTPS failed: Received fatal alert: protocol_version"));
    }

    @Test
    void otherFailuresAreNotOfTls() {
        assertThat(TlsFault.of(new IOException("PKIX path"))).isEmpty();
    }

    private static SSLHandshakeException handshake(Exception cause) {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(cause);
        return failure;
    }

}
