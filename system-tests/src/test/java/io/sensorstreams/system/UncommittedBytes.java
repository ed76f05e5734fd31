package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Finds bytes on a disk that are not in the ledger: unlisted files, and files that are
 * longer than their committed length. Shares no code with the services.
 */
final class UncommittedBytes {

    private final Path disk;

    /** Creates a check of the output directory of one consumer. */
    UncommittedBytes(Path disk) {
        this.disk = disk;
    }

    /**
     * Finds all differences.
     * @param ledger answer of {@code GET /api/files}
     * @return files that differ from the ledger, a sentence each
     */
    List<String> find(List<JsonNode> ledger) throws IOException {
        return differing(ledger, 0);
    }

    /**
     * Compares the files that were committed at an earlier time.
     * @param ledger answer of {@code GET /api/files} at that time
     * @return files whose length has changed, a sentence each
     */
    List<String> changed(List<JsonNode> ledger) throws IOException {
        return differing(ledger, -1);
    }

    /**
     * Returns the files that differ. The committed length of an unlisted file is this
     * value; -1 skips unlisted files.
     */
    private List<String> differing(List<JsonNode> ledger, long unknown) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(this.disk)) {
            for (Path file : files.filter((path) -> path.toString().endsWith(".csv")).toList()) {
                long committed = committed(file, ledger).orElse(unknown);
                if (committed >= 0 && Files.size(file) != committed) {
                    found.add("%s has %d bytes, %d are committed".formatted(file, Files.size(file), committed));
                }
            }
        }
        return found;
    }

    /**
     * Returns the committed length. Another disk may have a file of the same name, so the
     * disk's label is compared as well.
     */
    private static OptionalLong committed(Path file, List<JsonNode> ledger) throws IOException {
        Path partition = file.getParent();
        Path topic = partition.getParent();
        Path group = topic.getParent();
        String label = Files.readString(partition.resolve(".disk"));
        return ledger.stream()
            .filter((entry) -> entry.path("file").asString().equals(file.getFileName().toString()))
            .filter((entry) -> entry.path("topic").asString().equals(topic.getFileName().toString()))
            .filter((entry) -> entry.path("group").asString().equals(group.getFileName().toString()))
            .filter((entry) -> label.contains(entry.path("disk").asString()))
            .mapToLong((entry) -> entry.path("bytes").asLong())
            .findFirst();
    }

}
