package io.sensorstreams.launcher.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.view.SourceView;

/**
 * What streams of an earlier run have sent. A run with {@code --watch} has a stream for
 * each topic, one without it a stream for each file: the other one would send the rows
 * again.
 */
record EarlierRun(List<SourceView> streams) {

    private static final int NAMED = 5;

    EarlierRun {
        streams = List.copyOf(streams);
    }

    /** Returns why the stream must not start, with the remedy; empty when it may. */
    Optional<String> reason(StreamPlan plan) {
        boolean continues = this.streams.stream()
            .anyMatch((stream) -> stream.name().equals(plan.name()) && stream.hasSent());
        return continues ? Optional.empty() : plan.directory() ? sentByFile(plan) : sentByDirectory(plan);
    }

    private Optional<String> sentByFile(StreamPlan plan) {
        List<String> files = this.streams.stream()
            .filter(SourceView::hasSent)
            .filter((stream) -> stream.topic().equals(plan.topic()) && stream.source().type().equals("csv"))
            .map((stream) -> String.valueOf(stream.source().file()))
            .filter(plan::isOfTopic)
            .toList();
        return files.isEmpty() ? Optional.empty() : Optional
            .of("Topic %s is not watched: a run without --watch has sent %s, and their rows would be sent again; use another --out, or start without --watch"
                .formatted(plan.topic(), named(files)));
    }

    private static String named(List<String> files) {
        return files.stream().limit(NAMED).collect(Collectors.joining(", "))
                + ((files.size() > NAMED) ? " and " + (files.size() - NAMED) + " more" : "");
    }

    private Optional<String> sentByDirectory(StreamPlan plan) {
        return this.streams.stream()
            .filter(SourceView::hasSent)
            .filter((stream) -> plan.isNamedByTopic() && stream.topic().equals(plan.topic()))
            .filter((stream) -> stream.source().type().equals("directory"))
            .findFirst()
            .map((stream) -> "%s is not streamed: stream %s of a run with --watch sends the files of topic %s; add --watch, or use another --out"
                .formatted(plan.file(), stream.name(), plan.topic()));
    }

}
