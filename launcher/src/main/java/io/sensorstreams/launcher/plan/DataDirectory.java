package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** Checks that there is such a directory, which may be empty. */
    public void requireDirectory() throws StartException {
        names();
    }

    public void requireReadings() throws StartException {
        List<String> names = names();
        if (csv(names).isEmpty()) {
            throw new StartException(Stream
                .concat(Stream.of("No data file in data directory " + this.path + ": " + CsvName.ENDINGS + " are read"),
                        otherFormats(names).values().stream())
                .collect(Collectors.joining("; ")));
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
            for (CsvName csv : csv(names())) {
                if (Files.isRegularFile(this.path.resolve(csv.file()))) {
                    copy(csv.file(), copy);
                }
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
     * Plans one stream for each CSV file. A file that cannot be streamed is reported and
     * does not prevent the others.
     * @param topics topics of files whose names do not begin with them, by the name of
     * the file with or without its ending
     */
    public StreamPlans streams(Map<String, String> topics) throws StartException {
        requireReadings();
        StreamPlans plans = plans(topics);
        if (plans.streams().isEmpty()) {
            throw new StartException("No file can be streamed: " + String.join("; ", plans.leftOut().values()));
        }
        return plans;
    }

    /**
     * Plans streams of files that are there, and of files that arrive later.
     * @param topics as for {@link #streams}
     * @param others further topics that may get files
     */
    public StreamPlans watching(Map<String, String> topics, Collection<String> others) throws StartException {
        StreamPlans plans = plans(topics).watching(others);
        return plans.leavingOut(plans.watched(this).leftOut(names()));
    }

    private StreamPlans plans(Map<String, String> topics) throws StartException {
        List<String> names = names();
        List<CsvName> files = csv(names);
        Map<String, String> topicByFile = new TopicOptions(topics, this.path).byFile(files);
        Map<String, Long> bases = files.stream().collect(Collectors.groupingBy(CsvName::base, Collectors.counting()));
        Map<String, StreamPlan> streams = new LinkedHashMap<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (CsvName csv : files) {
            try {
                String named = (bases.getOrDefault(csv.base(), 0L) == 1) ? csv.base() : csv.file();
                add(plan(csv, named, Optional.ofNullable(topicByFile.get(csv.file()))), streams);
            }
            catch (OddFileException e) {
                leftOut.put(csv.file(), e.getMessage());
            }
        }
        return new StreamPlans(List.copyOf(streams.values()), leftOut, otherFormats(names));
    }

    private StreamPlan plan(CsvName csv, String named, Optional<String> topic) throws OddFileException {
        Optional<String> fault = new FileCheck(this.path).fault(csv.file());
        if (fault.isPresent()) {
            throw new OddFileException(csv.file(), fault.get());
        }
        return StreamPlan.of(csv, topic, named);
    }

    private static void add(StreamPlan stream, Map<String, StreamPlan> streams) throws OddFileException {
        StreamPlan other = streams.putIfAbsent(stream.name(), stream);
        if (other != null) {
            throw new OddFileException(stream.file(), other.file() + " and " + stream.file() + " would both be stream '"
                    + stream.name() + "': rename one of them");
        }
    }

    /**
     * Returns the data files. Of two files of one stream, the one that earlier versions
     * accept comes first.
     */
    List<CsvName> csv(List<String> names) {
        return names.stream()
            .flatMap((name) -> CsvName.of(name).stream())
            .filter((csv) -> !isOtherText(csv))
            .sorted(Comparator.comparing(CsvName::isLowerCase).reversed().thenComparing(CsvName::file))
            .toList();
    }

    /** Whether a file is a text without columns. A directory of data may have notes. */
    private boolean isOtherText(CsvName csv) {
        Path file = this.path.resolve(csv.file());
        return csv.isText() && Files.isRegularFile(file) && !PlainText.isTable(file);
    }

    private Optional<String> otherFormat(String name) {
        return CsvName.of(name)
            .filter(this::isOtherText)
            .map((csv) -> PlainText.FAULT + csv.base() + ".csv")
            .or(() -> CsvName.otherFormat(name));
    }

    Map<String, String> otherFormats(List<String> names) {
        Map<String, String> faults = new LinkedHashMap<>();
        names.stream()
            .filter((name) -> Files.isRegularFile(this.path.resolve(name)))
            .forEach((name) -> otherFormat(name)
                .ifPresent((fault) -> faults.put(name, OddFileException.sentence(name, fault))));
        return faults;
    }

    /** Returns the names of all entries that are not hidden, in their order. */
    List<String> names() throws StartException {
        if (!Files.isDirectory(this.path)) {
            String fault = Files.exists(this.path) ? " is not a directory" : " does not exist";
            throw new StartException("Data directory " + this.path + fault + "; name one with --data");
        }
        try (Stream<Path> entries = Files.list(this.path)) {
            return entries.map((entry) -> String.valueOf(entry.getFileName()))
                .filter((name) -> !name.startsWith("."))
                .sorted()
                .toList();
        }
        catch (IOException | UncheckedIOException e) {
            throw new StartException("Data directory " + this.path + " cannot be read: " + e.getMessage(), e);
        }
    }

}
