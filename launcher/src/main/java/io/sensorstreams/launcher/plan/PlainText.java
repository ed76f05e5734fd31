package io.sensorstreams.launcher.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells tables from other texts, such as notes. */
final class PlainText {

    /** What is said of another text. */
    static final String FAULT = "it has no columns that are separated by commas, semicolons, tabs or bars: if it has "
            + "readings in one column, name it ";

    private static final String DELIMITERS = ",;\t|";

    private static final int START = 64 * 1024;

    private static final int LINES = 40;

    private PlainText() {
    }

    /**
     * Whether more than half of the first lines of a file have the same number of
     * delimiters, and one of them has a digit. True for a file that cannot be read, which
     * is another fault.
     */
    static boolean isTable(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // One character for each byte: the delimiters and digits are ASCII, also in
            // UTF-16.
            String start = new String(in.readNBytes(START), StandardCharsets.ISO_8859_1).replace("\0", "");
            List<String> lines = start.lines().filter((line) -> !line.isBlank()).limit(LINES).toList();
            return lines.isEmpty() || DELIMITERS.chars().anyMatch((delimiter) -> isTable(lines, delimiter));
        }
        catch (IOException e) {
            return true;
        }
    }

    private static boolean isTable(List<String> lines, int delimiter) {
        Map<Long, List<String>> byCount = lines.stream()
            .collect(Collectors.groupingBy((line) -> line.chars().filter((c) -> c == delimiter).count()));
        return byCount.entrySet()
            .stream()
            .anyMatch((same) -> same.getKey() > 0 && same.getValue().size() * 2 > lines.size()
                    && same.getValue().stream().anyMatch((line) -> line.chars().anyMatch(Character::isDigit)));
    }

}
