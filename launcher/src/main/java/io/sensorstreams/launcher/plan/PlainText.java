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

    private static final String DELIMITERS = ",;\t|^~\u001f";

    /** Fewer lines of words may have the same number of blanks by chance. */
    private static final int FEW_LINES = 3;

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
            return lines.isEmpty() || DELIMITERS.chars().anyMatch((delimiter) -> isTable(lines, delimiter))
                    || isTableOfBlanks(lines);
        }
        catch (IOException e) {
            return true;
        }
    }

    /**
     * Whether all lines have the same number of blanks, and all but the first a digit.
     */
    private static boolean isTableOfBlanks(List<String> lines) {
        return lines.size() >= FEW_LINES && count(lines.get(0), ' ') > 0
                && lines.stream().mapToLong((line) -> count(line, ' ')).distinct().count() == 1
                && lines.stream().skip(1).allMatch((line) -> line.chars().anyMatch(Character::isDigit));
    }

    private static long count(String line, int delimiter) {
        return line.chars().filter((c) -> c == delimiter).count();
    }

    private static boolean isTable(List<String> lines, int delimiter) {
        Map<Long, List<String>> byCount = lines.stream()
            .collect(Collectors.groupingBy((line) -> count(line, delimiter)));
        return byCount.entrySet()
            .stream()
            .anyMatch((same) -> same.getKey() > 0 && same.getValue().size() * 2 > lines.size()
                    && same.getValue().stream().anyMatch((line) -> line.chars().anyMatch(Character::isDigit)));
    }

}
