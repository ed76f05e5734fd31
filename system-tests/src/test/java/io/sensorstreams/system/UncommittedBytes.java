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
 * What a disk holds beyond the ledger: files that it does not know, and files that are
 * longer. Shares no code with the services.
 */
final class UncommittedBytes {

    private final Path disk;

    /** Is told the output directory of one consumer. */
    UncommittedBytes(Path disk) {
        this.disk = disk;
    }

    /**
     * Looks for all of it.
     * @param ledger what {@code GET /api/files} answers
     * @return files that are not as the ledger says, a sentence each
     */
    List<String> find(List<JsonNode> ledger) throws IOException {
        return differing(ledger, 0);
    }

    /**
     * Looks at the files that were committed once.
     * @param ledger what {@code GET /api/files} answered then
     * @return those that have another length now, a sentence each
     */
    List<String> changed(List<JsonNode> ledger) throws IOException {
        return differing(ledger, -1);
    }

    /** Files that the ledger does not know count from this length; from none at -1. */
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

    /** The same file may be on another disk as well: the label tells them apart. */
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
