package io.sensorstreams.launcher;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a run is at one instant.
 *
 * @param streams its streams, in the order of their names
 * @param partitions partitions of its topics
 */
record Progress(List<StreamProgress> streams, List<PartitionView> partitions) {

    Progress {
        streams = List.copyOf(streams);
        partitions = List.copyOf(partitions);
    }

    /** Takes what belongs to the planned streams; the services may have others too. */
    static Progress of(List<StreamPlan> plans, List<StreamView> streams, List<PartitionView> partitions) {
        Set<String> names = plans.stream().map(StreamPlan::name).collect(Collectors.toSet());
        Set<String> topics = plans.stream().map(StreamPlan::topic).collect(Collectors.toSet());
        List<PartitionView> own = partitions.stream().filter((view) -> topics.contains(view.topic())).toList();
        return new Progress(streams.stream()
            .filter((stream) -> names.contains(stream.name()))
            .map((stream) -> new StreamProgress(stream, lag(stream.topic(), own)))
            .toList(), own);
    }

    private static OptionalLong lag(String topic, List<PartitionView> partitions) {
        List<Long> lags = partitions.stream()
            .filter((view) -> view.topic().equals(topic))
            .map((view) -> (view.lag() != null) ? view.lag() : -1L)
            .toList();
        boolean unknown = lags.isEmpty() || lags.contains(-1L);
        return unknown ? OptionalLong.empty() : OptionalLong.of(lags.stream().mapToLong(Long::longValue).sum());
    }

    boolean hasFailed() {
        return this.streams.stream().anyMatch((progress) -> progress.stream().state() == StreamView.State.FAILED);
    }

    /** What keeps streams and partitions from going on, in sentences. */
    List<String> troubles() {
        Stream<String> ofStreams = this.streams.stream()
            .map(StreamProgress::stream)
            .filter((stream) -> stream.lastError() != null)
            .map((stream) -> "Stream " + stream.name() + ": " + stream.lastError());
        Stream<String> ofPartitions = this.partitions.stream()
            .filter((view) -> view.reason() != null)
            .map((view) -> "Partition " + view.topic() + "-" + view.partition() + ": " + view.reason());
        return Stream.concat(ofStreams, ofPartitions).toList();
    }

    /** Whether every stream has come to its end, and all its rows are in files. */
    boolean isComplete() {
        return !this.streams.isEmpty() && this.streams.stream().allMatch(this::isComplete);
    }

    private boolean isComplete(StreamProgress progress) {
        String topic = progress.stream().topic();
        long acked = this.streams.stream()
            .map(StreamProgress::stream)
            .filter((stream) -> stream.topic().equals(topic))
            .mapToLong(StreamView::rowsAcked)
            .sum();
        return progress.stream().state() == StreamView.State.COMPLETED && progress.lag().orElse(-1) == 0
                && rowsInFiles(topic) >= acked;
    }

    private long rowsInFiles(String topic) {
        return this.partitions.stream()
            .filter((view) -> view.topic().equals(topic) && view.group().equals(topic))
            .mapToLong(PartitionView::rows)
            .sum();
    }

    long rowsInFiles() {
        return this.streams.stream()
            .map((progress) -> progress.stream().topic())
            .distinct()
            .mapToLong(this::rowsInFiles)
            .sum();
    }

}
