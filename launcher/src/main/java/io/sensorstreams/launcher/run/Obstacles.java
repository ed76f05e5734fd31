package io.sensorstreams.launcher.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Progress;
import io.sensorstreams.launcher.progress.StreamProgress;
import io.sensorstreams.launcher.view.GroupView;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;

/**
 * Finds why rows of a run are not written although nothing has failed: a stream is
 * paused, a group is stopped, or no replica reads a partition. Each obstacle is a
 * sentence with its remedy.
 *
 * @param producer address of the producer-service
 * @param consumer address of the consumer-service
 */
record Obstacles(String producer, String consumer) {

    List<String> of(Progress progress, List<GroupView> groups) {
        Set<String> topics = progress.planned().stream().map(StreamPlan::topic).collect(Collectors.toSet());
        List<GroupView> own = groups.stream()
            .filter((group) -> group.topics().stream().anyMatch(topics::contains))
            .toList();
        Set<String> running = own.stream()
            .filter((group) -> group.is("RUNNING"))
            .map(GroupView::group)
            .collect(Collectors.toSet());
        return Stream
            .of(progress.own().map(StreamProgress::stream).flatMap(this::ofStream), own.stream().flatMap(this::ofGroup),
                    sinkUnknown(progress, groups),
                    progress.partitions()
                        .stream()
                        .filter((view) -> topics.contains(view.topic()) && running.contains(view.group()))
                        .flatMap(Obstacles::ofPartition))
            .flatMap((sentences) -> sentences)
            .toList();
    }

    /**
     * Returns a sentence for each stream whose topic no sink of this consumer-service
     * writes.
     */
    static List<String> unsunk(Progress progress, List<GroupView> groups) {
        return unwritten(progress, groups).filter((stream) -> Boolean.TRUE.equals(stream.unsunk()))
            .map((stream) -> "Stream " + stream.name() + ": no sink of this consumer-service writes " + stream.topic()
                    + ", so its rows are not written to files; start again with SENSOR_TOPICS=" + stream.topic()
                    + ", or correct the stream's topic")
            .toList();
    }

    private static Stream<String> sinkUnknown(Progress progress, List<GroupView> groups) {
        return unwritten(progress, groups).filter((stream) -> stream.unsunk() == null)
            .map((stream) -> "Stream " + stream.name() + ": no sink of this consumer-service writes " + stream.topic()
                    + "; whether another consumer-service writes it is unknown");
    }

    /**
     * Returns the streams whose topics belong to no group of this consumer-service.
     */
    private static Stream<StreamView> unwritten(Progress progress, List<GroupView> groups) {
        Set<String> written = groups.stream().flatMap((group) -> group.topics().stream()).collect(Collectors.toSet());
        return progress.streams()
            .stream()
            .map(StreamProgress::stream)
            .filter((stream) -> !written.contains(stream.topic()));
    }

    private Stream<String> ofStream(StreamView stream) {
        String path = this.producer + "/api/streams/" + stream.name();
        return switch (stream.state()) {
            case PAUSED ->
                Stream.of("Stream " + stream.name() + " is paused; resume it with curl -X POST " + path + "/resume");
            case STOPPED ->
                Stream.of("Stream " + stream.name() + " is stopped; start it with curl -X POST " + path + "/start");
            case RUNNING, COMPLETED, FAILED -> Stream.empty();
        };
    }

    private Stream<String> ofGroup(GroupView group) {
        String path = this.consumer + "/api/listeners/" + group.group();
        return switch (group.state()) {
            case "PAUSED" ->
                Stream.of("Group " + group.group() + " is paused; resume it with curl -X POST " + path + "/resume");
            case "STOPPED" ->
                Stream.of("Group " + group.group() + " is stopped; start it with curl -X POST " + path + "/start");
            case "RUNNING" -> Stream.empty();
            default -> Stream.of("Group " + group.group() + " is " + group.state()
                    + ((group.reason() != null) ? ": " + group.reason() : ""));
        };
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
