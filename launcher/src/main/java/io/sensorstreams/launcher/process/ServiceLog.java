package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the log of a service.
 *
 * @param path the log file
 */
record ServiceLog(Path path) {

    /**
     * Returns the line that most likely contains the reason why the service ended: the
     * description of Spring Boot's failure analysis, else the last error, else the last
     * line.
     */
    String reason() {
        List<String> lines = lines();
        int description = lines.lastIndexOf("Description:");
        if (description >= 0 && description + 1 < lines.size()) {
            return lines.get(description + 1);
        }
        String last = lines.isEmpty() ? "it wrote nothing" : lines.get(lines.size() - 1);
        return lines.stream()
            .filter((line) -> line.contains(" ERROR ") || line.startsWith("Caused by:") || line.startsWith("Error:"))
            .reduce((first, second) -> second)
            .orElse(last);
    }

    private List<String> lines() {
        try {
            String text = new String(Files.readAllBytes(this.path), StandardCharsets.UTF_8);
            return text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
        }
        catch (IOException e) {
            return List.of();
        }
    }

}
