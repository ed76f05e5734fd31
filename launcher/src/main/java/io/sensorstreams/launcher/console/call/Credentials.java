package io.sensorstreams.launcher.console.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import io.sensorstreams.harness.Api;
import org.jspecify.annotations.Nullable;

/**
 * Reads who the user is: a token of an issuer, or a user and a password. Neither is ever
 * an argument of a command, which other users of the machine can see.
 */
final class Credentials {

    /** Syntax of a bearer token (RFC 6750). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

    private static final int MAX_TOKEN = 100_000;

    private Credentials() {
    }

    /**
     * Returns the headers that name the user; empty when there is none.
     * @param tokenFile file with a token; null when none is given
     * @throws IllegalArgumentException when there is no token where one is expected; the
     * message has no part of what is there
     */
    static Map<String, String> headers(Map<String, String> environment, @Nullable Path tokenFile) {
        String fileVariable = environment.getOrDefault("SENSOR_TOKEN_FILE", "");
        String token = environment.getOrDefault("SENSOR_TOKEN", "");
        if (tokenFile != null) {
            return bearer(read("--token-file", tokenFile), "--token-file " + tokenFile);
        }
        if (!fileVariable.isEmpty()) {
            return bearer(read("SENSOR_TOKEN_FILE", Path.of(fileVariable)), "SENSOR_TOKEN_FILE " + fileVariable);
        }
        if (!token.isEmpty()) {
            return bearer(token, "SENSOR_TOKEN");
        }
        String user = environment.getOrDefault("SENSOR_API_USER", "");
        String password = environment.getOrDefault("SENSOR_API_PASSWORD", "");
        return (user.isEmpty() || password.isEmpty()) ? Map.of() : Api.basicHeaders(user, password);
    }

    private static String read(String origin, Path file) {
        try {
            if (Files.size(file) <= MAX_TOKEN) {
                return Files.readString(file);
            }
        }
        catch (IOException e) {
            throw new IllegalArgumentException(origin + " " + file + " cannot be read", e);
        }
        throw new IllegalArgumentException(origin + " " + file + " is too large for a token");
    }

    private static Map<String, String> bearer(String text, String origin) {
        String token = text.strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(origin + " has no token; expected is only the access token itself");
        }
        return Map.of("Authorization", "Bearer " + token);
    }

}
