package io.sensorstreams.launcher;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a run is at one instant.
 *
 * @param streams all streams, in the order of their names
 * @param planned names of those that the run has started, and waits for
 * @param partitions partitions of their topics
 */
record Progress(List<StreamProgress> streams, Set<String> planned, List<PartitionView> partitions) {

    Progress {
        streams = List.copyOf(streams);
        planned = Set.copyOf(planned);
        partitions = List.copyOf(partitions);
    }

    /** Shows all streams; those that were made by REST are nothing to wait for. */
    static Progress of(List<StreamPlan> plans, List<StreamView> streams, List<PartitionView> partitions) {
        Set<String> names = plans.stream().map(StreamPlan::name).collect(Collectors.toSet());
        Set<String> topics = streams.stream().map(StreamView::topic).collect(Collectors.toSet());
        List<PartitionView> own = partitions.stream().filter((view) -> topics.contains(view.topic())).toList();
        return new Progress(
                streams.stream().map((stream) -> new StreamProgress(stream, lag(stream.topic(), own))).toList(), names,
                own);
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
        return own().anyMatch((progress) -> progress.stream().state() == StreamView.State.FAILED);
    }

    private Stream<StreamProgress> own() {
        return this.streams.stream().filter((progress) -> this.planned.contains(progress.stream().name()));
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

    /**
     * Whether every planned stream has come to its end, and all its rows are in files.
     */
    boolean isComplete() {
        return own().findAny().isPresent() && own().allMatch(this::isComplete);
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
