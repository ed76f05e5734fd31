package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the logs of the latest runs. The logs of the current run are in the directory
 * itself, those of the previous run in {@code 1}, and so on.
 *
 * @param path the directory
 */
record RunLogs(Path path) {

    /** Number of earlier runs whose logs are kept. */
    static final int KEPT = 9;

    /**
     * Moves the logs of earlier runs, so that the directory is empty for a new run.
     */
    void rotate() throws IOException {
        List<Path> current = logs(this.path);
        if (current.isEmpty()) {
            return;
        }
        delete(earlier(KEPT));
        for (int run = KEPT - 1; run >= 1; run--) {
            if (Files.exists(earlier(run))) {
                Files.move(earlier(run), earlier(run + 1));
            }
        }
        Files.createDirectories(earlier(1));
        for (Path log : current) {
            Files.move(log, earlier(1).resolve(log.getFileName()));
        }
    }

    private Path earlier(int run) {
        return this.path.resolve(String.valueOf(run));
    }

    /**
     * Deletes a directory with all of its contents, including files that no run created.
     */
    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> found = Files.walk(directory)) {
            entries = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }

    private static List<Path> logs(Path directory) throws IOException {
        List<Path> logs = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.log")) {
            found.forEach(logs::add);
        }
        return logs;
    }

}
