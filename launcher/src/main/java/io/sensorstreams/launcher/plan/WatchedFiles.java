package io.sensorstreams.launcher.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a data directory while it is watched.
 *
 * @param topics topics whose files are sent, also those that arrive later
 * @param files files that have streams of their own
 */
public record WatchedFiles(DataDirectory data, Set<String> topics, Set<String> files) {

    public WatchedFiles {
        topics = Set.copyOf(topics);
        files = Set.copyOf(files);
    }

    /** Returns the names of all files. */
    public List<String> names() throws StartException {
        return this.data.names();
    }

    /**
     * Returns a sentence for each data file of these names that no stream sends, with the
     * remedy.
     */
    public Map<String, String> leftOut(List<String> names) {
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (CsvName csv : this.data.csv(names)) {
            fault(csv).ifPresent((fault) -> leftOut.put(csv.file(), OddFileException.sentence(csv.file(), fault)));
        }
        return leftOut;
    }

    /** Likewise, also for tables in formats that are not read. */
    public Map<String, String> notSent(List<String> names) {
        Map<String, String> notSent = leftOut(names);
        notSent.putAll(this.data.otherFormats(names));
        return notSent;
    }

    private Optional<String> fault(CsvName csv) {
        if (this.files.contains(csv.file())) {
            return Optional.empty();
        }
        if (this.topics.contains(csv.letters())) {
            return new FileCheck(this.data.path()).accessFault(csv.file());
        }
        if (csv.letters().isEmpty()) {
            return Optional
                .of("its name does not begin with a letter from A to Z, so its topic is unknown: rename it, as in "
                        + this.topics.stream().sorted().findFirst().orElse("AIR") + "-" + csv.file());
        }
        return Optional.of("by its name it belongs to topic " + csv.letters()
                + ", which this run does not watch: end it" + " with Ctrl-C and start it again, or rename the file");
    }

}
