package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The promise, judged by its result: each row of the source stands in the files of a
 * group once, rows of one partition in the source's order, byte for byte but that
 * {@code ---} became empty. The source's rows must differ from each other.
 */
final class ExactlyOnceOutput {

    private final String header;

    /** The row as it must stand in a file, to its number in the source. */
    private final Map<String, Integer> expected = new HashMap<>();

    /**
     * Is told what was sent.
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
     * Judges the files of one topic.
     * @param topicDirectory {@code <out>/<group>/<topic>}
     * @return what is wrong, a sentence each; empty when the promise was kept
     */
    List<String> violations(Path topicDirectory) throws IOException {
        List<String> violations = new ArrayList<>();
        Map<String, Path> seen = new HashMap<>();
        for (Path partition : list(topicDirectory)) {
            int last = -1;
            for (Path segment : list(partition)) {
                if (!segment.toString().endsWith(".csv")) {
                    continue;
                }
                last = judge(segment, last, seen, violations);
            }
        }
        this.expected.keySet()
            .stream()
            .filter((row) -> !seen.containsKey(row))
            .limit(10)
            .forEach((row) -> violations.add("missing: " + row));
        return violations;
    }

    private int judge(Path segment, int before, Map<String, Path> seen, List<String> violations) throws IOException {
        List<String> lines = Files.readAllLines(segment);
        if (!lines.get(0).equals(this.header)) {
            violations.add(segment + " has another header: " + lines.get(0));
        }
        int last = before;
        for (String line : lines.subList(1, lines.size())) {
            Integer number = this.expected.get(line);
            Path earlier = seen.put(line, segment);
            if (number == null) {
                violations.add("foreign row in " + segment + ": " + line);
                continue;
            }
            if (earlier != null) {
                violations.add("row twice, in " + earlier + " and " + segment + ": " + line);
            }
            else if (number < last) {
                violations.add("row out of order in " + segment + ": " + line);
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
