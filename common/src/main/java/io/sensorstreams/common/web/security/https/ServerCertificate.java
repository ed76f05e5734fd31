package io.sensorstreams.common.web.security.https;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * The certificate of a bundle and its private key. Java starts a server also with a key
 * that does not match, or with a certificate that has expired; clients then get errors
 * that do not name the reason.
 */
final class ServerCertificate {

    /** Algorithms to sign, by the algorithm of the key. */
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "RSASSA-PSS", "RSASSA-PSS",
            "EC", "SHA256withECDSA", "EdDSA", "EdDSA", "Ed25519", "Ed25519", "Ed448", "Ed448");

    private static final byte[] TEXT = { 1, 2, 3 };

    private final X509Certificate certificate;

    private ServerCertificate(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /**
     * Returns the certificate of a bundle.
     * @throws IllegalArgumentException when it cannot be used; the message says why
     */
    static ServerCertificate of(Supplier<SslBundle> bundle, Instant now) {
        try {
            return of(bundle.get(), now);
        }
        catch (GeneralSecurityException | IllegalStateException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    private static ServerCertificate of(SslBundle bundle, Instant now) throws GeneralSecurityException {
        KeyStore store = bundle.getStores().getKeyStore();
        if (store == null) {
            throw new IllegalArgumentException("it has no certificate");
        }
        String alias = (bundle.getKey().getAlias() != null) ? bundle.getKey().getAlias() : firstKey(store);
        if (alias == null || !(store.getKey(alias, password(bundle)) instanceof PrivateKey key)
                || !(store.getCertificate(alias) instanceof X509Certificate certificate)) {
            throw new IllegalArgumentException("it has no private key");
        }
        if (!matches(key, certificate)) {
            throw new IllegalArgumentException(
                    "the private key does not match the first certificate, which must be that of the service");
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IllegalArgumentException("the certificate expired at " + certificate.getNotAfter().toInstant());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new IllegalArgumentException(
                    "the certificate is not valid before " + certificate.getNotBefore().toInstant());
        }
        return new ServerCertificate(certificate);
    }

    Instant end() {
        return this.certificate.getNotAfter().toInstant();
    }

    private static @Nullable String firstKey(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return alias;
            }
        }
        return null;
    }

    private static char[] password(SslBundle bundle) {
        String password = (bundle.getKey().getPassword() != null) ? bundle.getKey().getPassword()
                : bundle.getStores().getKeyStorePassword();
        return (password != null) ? password.toCharArray() : new char[0];
    }

    private static boolean matches(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        PublicKey known = certificate.getPublicKey();
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        if (!algorithm.equals(SIGNATURES.get(known.getAlgorithm()))) {
            return false;
        }
        if (algorithm.equals("RSASSA-PSS")) {
            return true;
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(TEXT);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(TEXT);
        return signature.verify(signed);
    }

    /** Returns the innermost reason that has a text. */
    private static String reason(Throwable failure) {
        String reason = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
                return "the file '" + message + "' does not exist";
            }
            if (cause instanceof AccessDeniedException) {
                return "the file '" + message + "' cannot be read";
            }
            if (message != null && !message.isBlank()) {
                reason = message;
            }
        }
        return reason;
    }

}
