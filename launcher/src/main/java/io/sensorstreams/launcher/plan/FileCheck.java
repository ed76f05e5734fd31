package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Checks whether the producer-service can read the files of a data directory. */
record FileCheck(Path directory) {

    private static final int START = 64 * 1024;

    /** Returns the fault of a file and its remedy; empty when it can be read. */
    Optional<String> fault(String file) {
        return accessFault(file).or(() -> contentFault(this.directory.resolve(file)));
    }

    /** Likewise, for a file that may still be written. */
    Optional<String> accessFault(String file) {
        try {
            return Optional.of(accessFault(this.directory.resolve(file))).filter((fault) -> !fault.isEmpty());
        }
        catch (IOException e) {
            return Optional.of(unreadable(e));
        }
    }

    private static Optional<String> contentFault(Path path) {
        try {
            return isBlank(path)
                    ? Optional.of("it is empty, and a CSV file begins with a header line: write it again or remove it")
                    : Optional.empty();
        }
        catch (IOException e) {
            return Optional.of(unreadable(e));
        }
    }

    private static String unreadable(IOException e) {
        return "it cannot be read: " + e;
    }

    private String accessFault(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return "it is a directory, and its files are not searched: move them to " + this.directory;
        }
        if (!Files.exists(path)) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    ? "it is a link to a file that does not exist: correct or remove the link" : "it was removed";
        }
        if (!path.toRealPath().startsWith(this.directory.toRealPath())) {
            return "it is a link that leads out of the data directory: copy the file to " + this.directory;
        }
        if (!Files.isRegularFile(path)) {
            return "it is no regular file: copy its content to a file";
        }
        return Files.isReadable(path) ? ""
                : "this user must not read it: allow it with chmod, or remove it from the directory";
    }

    /** Whether a file has nothing but a byte order mark and line ends at its start. */
    private static boolean isBlank(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            String start = new String(in.readNBytes(START), StandardCharsets.UTF_8);
            return start.chars().allMatch((sign) -> sign == '\n' || sign == '\r' || sign == '\ufeff');
        }
    }

}
