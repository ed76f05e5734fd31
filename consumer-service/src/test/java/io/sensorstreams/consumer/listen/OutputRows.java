package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the rows in the files of one partition, independently of the service.
 */
public final class OutputRows {

    private OutputRows() {
    }

    /** Names of the files, in order. */
    public static List<String> files(Path output, String group, String topic, int partition) throws IOException {
        Path directory = directory(output, group, topic, partition);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map((file) -> file.getFileName().toString())
                .filter((name) -> name.startsWith(topic))
                .sorted()
                .toList();
        }
    }

    /** All lines without header lines, over all files. */
    public static List<String> rows(Path output, String group, String topic, int partition) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String file : files(output, group, topic, partition)) {
            Files.readAllLines(directory(output, group, topic, partition).resolve(file))
                .stream()
                .skip(file.endsWith(".csv") ? 1 : 0)
                .forEach(rows::add);
        }
        return rows;
    }

    /** Directory of a partition's files. */
    public static Path directory(Path output, String group, String topic, int partition) {
        return output.resolve(group).resolve(topic).resolve("partition=" + partition);
    }

}
