package io.sensorstreams.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** Whether this machine has openssl, which makes the certificates. */
final class OpenSsl {

    private static final String MISSING = "certificates are not tested: openssl is not installed (Debian: apt-get install openssl)";

    private OpenSsl() {
    }

    /** Skips the tests, with the reason, without openssl. */
    static void assume() {
        Assumptions.assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch((directory) -> Files.isExecutable(Path.of(directory, "openssl"))), MISSING);
    }

}
