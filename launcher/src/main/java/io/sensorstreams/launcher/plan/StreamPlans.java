package io.sensorstreams.launcher.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Planned streams of a data directory.
 *
 * @param leftOut the CSV files that cannot be streamed, each with a sentence that has the
 * fault and the remedy
 * @param otherFormats the same for tables in formats that are not read
 */
public record StreamPlans(List<StreamPlan> streams, Map<String, String> leftOut, Map<String, String> otherFormats) {

    public StreamPlans {
        streams = List.copyOf(streams);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        otherFormats = Collections.unmodifiableMap(new LinkedHashMap<>(otherFormats));
    }

    /**
     * Plans one stream for all files of a topic that their names give, also for files
     * that arrive later. Other files keep their streams.
     * @throws StartException when a file would be sent to two topics
     */
    public StreamPlans watching() throws StartException {
        Set<String> topics = this.streams.stream()
            .filter(StreamPlan::isNamedByTopic)
            .map(StreamPlan::topic)
            .collect(Collectors.toCollection(TreeSet::new));
        List<StreamPlan> watching = new ArrayList<>(topics.stream().map(StreamPlan::ofTopic).toList());
        for (StreamPlan plan : this.streams) {
            if (!plan.isNamedByTopic()) {
                if (topics.contains(plan.letters())) {
                    throw new StartException("--topic names " + plan.file() + " for topic " + plan.topic()
                            + ", and --watch sends it to topic " + plan.letters() + " by its name; rename the file");
                }
                watching.add(plan);
            }
        }
        Map<String, String> others = new LinkedHashMap<>(this.leftOut);
        others.keySet().removeIf((file) -> topics.contains(CsvName.of(file).map(CsvName::letters).orElse("")));
        return new StreamPlans(watching, others, this.otherFormats);
    }

}
