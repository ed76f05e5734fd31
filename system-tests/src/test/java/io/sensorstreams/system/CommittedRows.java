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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the committed rows of a topic from all disks, or from an object store. The ledger
 * lists the committed length of each file, and its disk or its object. Shares no code
 * with the services.
 */
final class CommittedRows {

    private final List<Path> disks;

    private final @Nullable FaultyStore store;

    /**
     * Creates a reader of the output files of all consumers.
     * @param disks output directories
     * @param store object store of the files; {@code null} when they are on disks
     */
    CommittedRows(List<Path> disks, @Nullable FaultyStore store) {
        this.disks = List.copyOf(disks);
        this.store = store;
    }

    /**
     * Reads the rows.
     * @param ledger answer of {@code GET /api/files}
     * @return files in offset order for each partition; a file is a list of lines
     * @throws IOException when a committed file is on no disk, or has another length
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
        byte[] bytes = bytes(file);
        return file.path("file").asString().endsWith(".parquet") ? ParquetLines.read(bytes)
                : new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    private byte[] bytes(JsonNode file) throws IOException {
        int length = file.path("bytes").asInt();
        byte[] bytes = (this.store != null) ? this.store.read(file) : read(file, length);
        if (bytes.length != length) {
            throw new IOException(file.path("file").asString() + " has " + bytes.length
                    + " bytes, its committed length is " + length + " bytes");
        }
        return bytes;
    }

    private byte[] read(JsonNode file, int length) throws IOException {
        Path path = directory(file).orElseThrow(() -> new IOException("File on no disk: " + file))
            .resolve(file.path("file").asString());
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(length);
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
