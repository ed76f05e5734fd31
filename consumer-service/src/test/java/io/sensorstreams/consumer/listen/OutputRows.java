package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;

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
            try (InputStream in = open(directory(output, group, topic, partition).resolve(file))) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .skip(file.contains(".csv") ? 1 : 0)
                    .forEach(rows::add);
            }
        }
        return rows;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (file.toString().endsWith(".gz")) {
            return new GZIPInputStream(in);
        }
        return file.toString().endsWith(".zst") ? new ZstdInputStream(in) : in;
    }

    /** Directory of a partition's files. */
    public static Path directory(Path output, String group, String topic, int partition) {
        return output.resolve(group).resolve(topic).resolve("partition=" + partition);
    }

}
