package io.sensorstreams.launcher.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Planned streams of a data directory.
 *
 * @param leftOut the CSV files that cannot be streamed, each with a sentence that has the
 * fault and the remedy
 * @param otherFormats the same for tables in formats that are not read
 */
public record StreamPlans(List<StreamPlan> streams, Map<String, String> leftOut, Map<String, String> otherFormats) {

    /** Topics that are watched when neither files nor the user name one. */
    private static final List<String> USUAL = List.of("AIR", "EARTH", "WATER");

    public StreamPlans {
        streams = List.copyOf(streams);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        otherFormats = Collections.unmodifiableMap(new LinkedHashMap<>(otherFormats));
    }

    /**
     * Plans one stream for all files of a topic that their names give, also for files
     * that arrive later. Other files keep their streams.
     * @param others further topics that may get files
     * @throws StartException when a file would be sent to two topics, or notes as rows
     */
    public StreamPlans watching(Collection<String> others) throws StartException {
        Map<String, StreamPlan> byName = new LinkedHashMap<>();
        topics(others).forEach((topic) -> {
            StreamPlan plan = StreamPlan.ofTopic(topic);
            byName.putIfAbsent(plan.name(), plan);
        });
        Set<String> topics = byName.values().stream().map(StreamPlan::topic).collect(Collectors.toSet());
        checkTexts(topics);
        List<StreamPlan> watching = new ArrayList<>(byName.values());
        for (StreamPlan plan : this.streams) {
            if (!plan.isNamedByTopic()) {
                if (topics.contains(plan.letters())) {
                    throw new StartException("--topic names " + plan.file() + " for topic " + plan.topic()
                            + ", and --watch sends it to topic " + plan.letters() + " by its name; rename the file");
                }
                watching.add(plan);
            }
        }
        return new StreamPlans(watching, this.leftOut, this.otherFormats);
    }

    /** A pattern cannot tell a table from notes that have the ending of a table. */
    private void checkTexts(Set<String> topics) throws StartException {
        for (String name : this.otherFormats.keySet()) {
            if (CsvName.of(name).filter((csv) -> topics.contains(csv.letters())).isPresent()) {
                throw new StartException(name + " has no columns, and --watch sends it by its name: move it out of the "
                        + "directory, or give it another ending");
            }
        }
    }

    /** Returns the topics that are watched, in their order. */
    private Set<String> topics(Collection<String> others) {
        Set<String> topics = new TreeSet<>();
        this.streams.stream().filter(StreamPlan::isNamedByTopic).map(StreamPlan::topic).forEach(topics::add);
        others.stream().filter(StreamPlan::isOfLetters).forEach(topics::add);
        return (topics.isEmpty() && this.streams.isEmpty()) ? new TreeSet<>(USUAL) : topics;
    }

    /** The files of the directory while they are watched. */
    public WatchedFiles watched(DataDirectory data) {
        return new WatchedFiles(data, own(StreamPlan::directory, StreamPlan::topic),
                own((plan) -> !plan.directory(), StreamPlan::file));
    }

    /**
     * The same plans, with the files that are left out while the directory is watched.
     * Reasons that were found before stay.
     */
    public StreamPlans leavingOut(Map<String, String> unwatched) {
        Map<String, String> left = new LinkedHashMap<>(unwatched);
        this.leftOut.forEach(left::replace);
        return new StreamPlans(this.streams, left, this.otherFormats);
    }

    private Set<String> own(Predicate<StreamPlan> which, Function<StreamPlan, String> what) {
        return this.streams.stream().filter(which).map(what).collect(Collectors.toSet());
    }

}
