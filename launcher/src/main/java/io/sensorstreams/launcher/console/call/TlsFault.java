package io.sensorstreams.launcher.console.call;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * Why HTTPS with a service is not possible.
 *
 * @param reason what is wrong
 * @param remedy what the user can do
 */
record TlsFault(String reason, String remedy) {

    /** Returns the fault of a failed request; empty when TLS is not the reason. */
    static Optional<TlsFault> of(Throwable failure) {
        SSLException tls = find(failure, SSLException.class);
        if (tls == null) {
            return Optional.empty();
        }
        if (find(failure, CertificateExpiredException.class) != null
                || find(failure, CertificateNotYetValidException.class) != null) {
            return Optional.of(new TlsFault("its certificate has expired or is not valid yet",
                    "Replace the files of the certificate; the service uses new ones without a restart"));
        }
        String messages = messages(failure);
        if (find(failure, CertPathBuilderException.class) != null || messages.contains("PKIX path")
                || messages.contains("No trusted certificate")) {
            return Optional.of(new TlsFault("its certificate is of an authority that is not known here",
                    "--ca-file FILE or SENSOR_CA_FILE names a file with the certificate of the authority (PEM)"));
        }
        if (messages.contains("No subject alternative") || messages.contains("No name matching")
                || messages.contains("doesn't match")) {
            return Optional.of(new TlsFault("its certificate is for other names",
                    "Use the address with a name that is in the certificate"));
        }
        if (messages.contains("Unsupported or unrecognized SSL message") || messages.contains("plaintext connection")) {
            return Optional.of(new TlsFault("it does not speak HTTPS there", "Is it an address with http://?"));
        }
        return Optional.of(new TlsFault("HTTPS failed: " + tls.getMessage(), "Does it speak HTTPS there?"));
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static <T> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

}
