package io.sensorstreams.launcher.plan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Topics that the user gave to files of a directory, by the name of the file with or
 * without its ending.
 */
record TopicOptions(Map<String, String> byName, Path directory) {

    /**
     * Returns the topics by file.
     * @throws StartException when a name belongs to no file, to several files, or to a
     * file that has another topic
     */
    Map<String, String> byFile(List<CsvName> files) throws StartException {
        Map<String, String> topics = new HashMap<>();
        for (Map.Entry<String, String> option : this.byName.entrySet()) {
            String file = file(option.getKey(), files);
            if (topics.put(file, option.getValue()) != null) {
                throw new StartException("--topic names " + file + " twice");
            }
        }
        return topics;
    }

    private String file(String named, List<CsvName> files) throws StartException {
        if (files.stream().anyMatch((csv) -> csv.file().equals(named))) {
            return named;
        }
        List<String> found = files.stream()
            .filter((csv) -> csv.base().equals(named))
            .map(CsvName::file)
            .collect(Collectors.toList());
        if (found.isEmpty()) {
            throw new StartException(
                    "--topic names " + named + ", which is not a CSV file in data directory " + this.directory);
        }
        if (found.size() > 1) {
            throw new StartException("--topic names " + named + ", which may be " + String.join(" or ", found)
                    + ": name the file with its ending");
        }
        return found.get(0);
    }

}
