package io.sensorstreams.common.web.security.https;

/**
 * A new certificate is not used, and the service continues with the former one. It has no
 * stack trace: Spring Boot logs it, and its message says all.
 */
final class RefusedCertificateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedCertificateException(String message) {
        super(message, null, false, false);
    }

}
