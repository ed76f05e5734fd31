package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the exactly-once guarantee on output files: each row of the source is in the
 * files of a group once, and the rows of a partition are in the order of the source. The
 * bytes are equal, except that {@code ---} is written as an empty cell. The rows of the
 * source must be distinct.
 */
final class ExactlyOnceOutput {

    private static final int SHOWN = 10;

    private final String header;

    /** Maps each row, as it is expected in a file, to its number in the source. */
    private final Map<String, Integer> expected = new HashMap<>();

    /**
     * Reads the rows that were sent.
     * @param source an unquoted CSV file
     */
    ExactlyOnceOutput(Path source) throws IOException {
        List<String> lines = Files.readAllLines(source);
        this.header = lines.get(0);
        for (String line : lines.subList(1, lines.size())) {
            this.expected.put(line.replace("---", ""), this.expected.size());
        }
        if (this.expected.size() != lines.size() - 1) {
            throw new IllegalArgumentException(source + " has equal rows");
        }
    }

    int rows() {
        return this.expected.size();
    }

    /**
     * Checks the complete files of one topic.
     * @param topicDirectory {@code <out>/<group>/<topic>}
     * @return violations, a sentence each; empty when the guarantee holds
     */
    List<String> violations(Path topicDirectory) throws IOException {
        List<List<List<String>>> partitions = new ArrayList<>();
        for (Path partition : list(topicDirectory)) {
            List<List<String>> files = new ArrayList<>();
            for (Path file : list(partition)) {
                if (file.toString().endsWith(".csv")) {
                    files.add(Files.readAllLines(file));
                }
            }
            partitions.add(files);
        }
        return violations(partitions);
    }

    /**
     * Checks rows.
     * @param partitions files in offset order for each partition; a file is a list of
     * lines
     * @return violations, a sentence each; empty when the guarantee holds
     */
    List<String> violations(Collection<List<List<String>>> partitions) {
        Judgement judgement = judge(partitions);
        List<String> violations = new ArrayList<>(judgement.violations());
        judgement.missing().keySet().stream().limit(SHOWN).forEach((row) -> violations.add("missing: " + row));
        return violations;
    }

    /**
     * Result of a check.
     *
     * @param violations violations by the rows that are in the files, a sentence each
     * @param missing rows that are in no file, with their numbers in the source
     */
    record Judgement(List<String> violations, Map<String, Integer> missing) {
    }

    /**
     * Checks rows of which some may be missing.
     * @param partitions files in offset order for each partition; a file is a list of
     * lines
     */
    Judgement judge(Collection<List<List<String>>> partitions) {
        List<String> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (List<List<String>> files : partitions) {
            int last = -1;
            for (List<String> lines : files) {
                last = judge(lines, last, seen, violations);
            }
        }
        Map<String, Integer> missing = new HashMap<>(this.expected);
        missing.keySet().removeAll(seen);
        return new Judgement(violations, missing);
    }

    private int judge(List<String> lines, int before, Set<String> seen, List<String> violations) {
        if (!lines.get(0).equals(this.header)) {
            violations.add("unexpected header: " + lines.get(0));
        }
        int last = before;
        for (String line : lines.subList(1, lines.size())) {
            Integer number = this.expected.get(line);
            if (number == null) {
                violations.add("foreign row: " + line);
                continue;
            }
            if (!seen.add(line)) {
                violations.add("row twice: " + line);
            }
            else if (number < last) {
                violations.add("row out of order: " + line);
            }
            last = number;
        }
        return last;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

}
