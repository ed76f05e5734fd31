package io.sensorstreams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the readings are.
 *
 * @param path the directory
 */
record DataDirectory(Path path) {

    /** One stream for each CSV file, by name. */
    List<StreamPlan> streams() throws StartException {
        Map<String, StreamPlan> streams = new LinkedHashMap<>();
        for (String file : files()) {
            StreamPlan stream = StreamPlan.of(file);
            StreamPlan other = streams.putIfAbsent(stream.name(), stream);
            if (other != null) {
                throw new StartException(other.file() + " and " + file + " would both be stream '" + stream.name()
                        + "'; leave one of them in " + this.path);
            }
        }
        if (streams.isEmpty()) {
            throw new StartException("No CSV file (.csv, .csv.gz, .csv.zst) in data directory " + this.path);
        }
        return List.copyOf(streams.values());
    }

    private List<String> files() throws StartException {
        if (!Files.isDirectory(this.path)) {
            String fault = Files.exists(this.path) ? " is no directory" : " does not exist";
            throw new StartException("Data directory " + this.path + fault + "; name one with --data");
        }
        try (Stream<Path> files = Files.list(this.path)) {
            return files.filter(Files::isRegularFile)
                .map((file) -> String.valueOf(file.getFileName()))
                .filter(StreamPlan::isReadings)
                .sorted()
                .toList();
        }
        catch (IOException e) {
            throw new StartException("Data directory " + this.path + " cannot be read: " + e.getMessage(), e);
        }
    }

}
