package io.sensorstreams.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Reads the committed rows of a topic from all disks. The ledger lists the committed
 * length of each file and its disk. Shares no code with the services.
 */
final class CommittedRows {

    private final List<Path> disks;

    /** Creates a reader of the output directories of all consumers. */
    CommittedRows(List<Path> disks) {
        this.disks = List.copyOf(disks);
    }

    /**
     * Reads the rows.
     * @param ledger answer of {@code GET /api/files}
     * @return files in offset order for each partition; a file is a list of lines
     * @throws IOException when a committed file is on no disk or is too short
     */
    Map<Integer, List<List<String>>> read(List<JsonNode> ledger, String topic) throws IOException {
        Map<Integer, List<JsonNode>> partitions = ledger.stream()
            .filter((file) -> file.path("topic").asString().equals(topic))
            .sorted(Comparator.comparingLong((JsonNode file) -> file.path("firstOffset").asLong()))
            .collect(
                    Collectors.groupingBy((file) -> file.path("partition").asInt(), TreeMap::new, Collectors.toList()));
        Map<Integer, List<List<String>>> rows = new TreeMap<>();
        for (Map.Entry<Integer, List<JsonNode>> partition : partitions.entrySet()) {
            List<List<String>> files = new ArrayList<>();
            for (JsonNode file : partition.getValue()) {
                files.add(lines(file));
            }
            rows.put(partition.getKey(), files);
        }
        return rows;
    }

    private List<String> lines(JsonNode file) throws IOException {
        Path path = directory(file).orElseThrow(() -> new IOException("File on no disk: " + file))
            .resolve(file.path("file").asString());
        int length = file.path("bytes").asInt();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException(path + " is shorter than its committed length of " + length + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private Optional<Path> directory(JsonNode file) throws IOException {
        for (Path disk : this.disks) {
            Path directory = disk.resolve(file.path("group").asString())
                .resolve(file.path("topic").asString())
                .resolve("partition=" + file.path("partition").asInt());
            Path label = directory.resolve(".disk");
            if (Files.exists(label) && Files.readString(label).contains(file.path("disk").asString())) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

}
