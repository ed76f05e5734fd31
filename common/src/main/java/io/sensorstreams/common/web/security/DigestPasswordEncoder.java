package io.sensorstreams.common.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;

/**
 * Compares passwords by their digests, in constant time. A slow hash would not add
 * protection, because the service's environment contains the password itself, and would
 * take about 0.1 s for each request.
 */
final class DigestPasswordEncoder extends AbstractValidatingPasswordEncoder {

    @Override
    protected String encodeNonNullPassword(String password) {
        return HexFormat.of().formatHex(digest(password));
    }

    @Override
    protected boolean matchesNonNull(String password, String encoded) {
        return MessageDigest.isEqual(digest(password), HexFormat.of().parseHex(encoded));
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        }
        catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

}
