package io.sensorstreams.launcher.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Progress;
import io.sensorstreams.launcher.view.GroupView;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;

/**
 * Finds why rows of a run are not written although nothing has failed: a stream is
 * paused, a group is stopped, or no replica reads a partition. Each obstacle is a
 * sentence with its remedy. Needs the addresses of the services.
 */
record Obstacles(String producer, String consumer) {

    List<String> of(Progress progress, List<GroupView> groups) {
        Set<String> topics = progress.planned().stream().map(StreamPlan::topic).collect(Collectors.toSet());
        List<GroupView> own = groups.stream()
            .filter((group) -> group.topics().stream().anyMatch(topics::contains))
            .toList();
        Set<String> running = own.stream()
            .filter((group) -> group.state().equals("RUNNING"))
            .map(GroupView::group)
            .collect(Collectors.toSet());
        Stream<String> sinkUnknown = unwritten(progress, groups).filter((stream) -> stream.unsunk() == null)
            .map((stream) -> noSink(stream) + "; whether another consumer-service writes it is unknown");
        Stream<String> ofPartitions = progress.partitions()
            .stream()
            .filter((view) -> topics.contains(view.topic()) && running.contains(view.group()))
            .flatMap(Obstacles::ofPartition);
        return Stream
            .of(progress.own().flatMap(this::ofStream), own.stream().flatMap(this::ofGroup), sinkUnknown, ofPartitions)
            .flatMap((sentences) -> sentences)
            .toList();
    }

    /** Returns a sentence for each stream whose topic no consumer-service writes. */
    static List<String> unsunk(Progress progress, List<GroupView> groups) {
        return unwritten(progress, groups).filter((stream) -> Boolean.TRUE.equals(stream.unsunk()))
            .map((stream) -> noSink(stream) + ", so its rows are not written to files; start again with SENSOR_TOPICS="
                    + stream.topic() + ", or correct the stream's topic")
            .toList();
    }

    private static String noSink(StreamView stream) {
        return "Stream " + stream.name() + ": no sink of this consumer-service writes " + stream.topic();
    }

    /** Returns the streams whose topics belong to no group of this consumer-service. */
    private static Stream<StreamView> unwritten(Progress progress, List<GroupView> groups) {
        Set<String> written = groups.stream().flatMap((group) -> group.topics().stream()).collect(Collectors.toSet());
        return progress.streams().stream().filter((stream) -> !written.contains(stream.topic()));
    }

    private Stream<String> ofStream(StreamView stream) {
        String path = this.producer + "/api/streams/" + stream.name();
        return switch (stream.state()) {
            case PAUSED -> Stream.of(paused("Stream " + stream.name(), path));
            case STOPPED -> Stream.of(stopped("Stream " + stream.name(), path));
            case RUNNING, COMPLETED, FAILED -> Stream.empty();
        };
    }

    private Stream<String> ofGroup(GroupView group) {
        String path = this.consumer + "/api/listeners/" + group.group();
        return switch (group.state()) {
            case "PAUSED" -> Stream.of(paused("Group " + group.group(), path));
            case "STOPPED" -> Stream.of(stopped("Group " + group.group(), path));
            case "RUNNING" -> Stream.empty();
            default -> Stream.of("Group " + group.group() + " is " + group.state()
                    + ((group.reason() != null) ? ": " + group.reason() : ""));
        };
    }

    private static String paused(String what, String path) {
        return what + " is paused; resume it with curl -X POST " + path + "/resume";
    }

    private static String stopped(String what, String path) {
        return what + " is stopped; start it with curl -X POST " + path + "/start";
    }

    private static Stream<String> ofPartition(PartitionView view) {
        return switch (view.state()) {
            case "RUNNING", "RECOVERING", "PAUSED" -> Stream.empty();
            default -> Stream
                .of("Partition " + view.name() + " is " + view.state() + ": this consumer-service does not read it"
                        + ((view.owner() != null) ? "; its last owner is " + view.owner() : ""));
        };
    }

}
