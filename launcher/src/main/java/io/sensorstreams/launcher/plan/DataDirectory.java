package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Directory of the CSV files to stream.
 *
 * @param versioned whether it is part of the project, so that uploads must not change it
 */
public record DataDirectory(Path path, boolean versioned) {

    public DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    public DataDirectory(Path path) {
        this(path, false);
    }

    public void requireReadings() throws StartException {
        if (files().isEmpty()) {
            throw new StartException("No CSV file (.csv, .csv.gz, .csv.zst) in data directory " + this.path);
        }
    }

    /**
     * Returns the directory that the producer-service may write to: this directory, or a
     * copy of it when it is versioned. Keeps files that already exist in the copy.
     */
    public DataDirectory writable(Path copy) throws StartException {
        if (!this.versioned) {
            return this;
        }
        try {
            Files.createDirectories(copy);
            for (String file : files()) {
                copy(file, copy);
            }
            return new DataDirectory(copy);
        }
        catch (IOException e) {
            throw new StartException("Data directory " + this.path + " cannot be copied to " + copy + ": " + e, e);
        }
    }

    /** Copies a file atomically: an interrupted run leaves no partial file. */
    private void copy(String file, Path copy) throws IOException {
        Path target = copy.resolve(file);
        if (!Files.exists(target)) {
            Path part = copy.resolve("." + file + ".part");
            Files.copy(this.path.resolve(file), part, StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Plans one stream for each CSV file, sorted by name. A file whose name is not valid
     * is reported and does not prevent the others.
     * @param topics topics of files whose names do not begin with them
     */
    public StreamPlans streams(Map<String, String> topics) throws StartException {
        Map<String, StreamPlan> streams = new LinkedHashMap<>();
        List<String> oddities = new ArrayList<>();
        List<String> files = files();
        requireAll(topics.keySet(), files);
        for (String file : files) {
            try {
                add(StreamPlan.of(file, Optional.ofNullable(topics.get(file))), streams);
            }
            catch (OddFileException e) {
                oddities.add(e.getMessage());
            }
        }
        if (streams.isEmpty()) {
            requireReadings();
            throw new StartException("No file can be streamed: " + String.join("; ", oddities));
        }
        return new StreamPlans(List.copyOf(streams.values()), oddities);
    }

    private static void add(StreamPlan stream, Map<String, StreamPlan> streams) throws OddFileException {
        StreamPlan other = streams.putIfAbsent(stream.name(), stream);
        if (other != null) {
            throw new OddFileException(stream.file(), other.file() + " and " + stream.file() + " would both be stream '"
                    + stream.name() + "': rename one of them");
        }
    }

    private void requireAll(Set<String> named, List<String> files) throws StartException {
        for (String file : named) {
            if (!files.contains(file)) {
                throw new StartException(
                        "--topic names " + file + ", which is not a CSV file in data directory " + this.path);
            }
        }
    }

    private List<String> files() throws StartException {
        if (!Files.isDirectory(this.path)) {
            String fault = Files.exists(this.path) ? " is not a directory" : " does not exist";
            throw new StartException("Data directory " + this.path + fault + "; name one with --data");
        }
        try (Stream<Path> files = Files.list(this.path)) {
            return files.filter(Files::isRegularFile)
                .map((file) -> String.valueOf(file.getFileName()))
                .filter((file) -> !file.startsWith(".") && StreamPlan.isTable(file))
                .sorted()
                .toList();
        }
        catch (IOException e) {
            throw new StartException("Data directory " + this.path + " cannot be read: " + e.getMessage(), e);
        }
    }

}
