package io.sensorstreams.launcher.progress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.StreamView;

/**
 * Progress of a run at one instant. The run does not wait for streams that were created
 * by REST.
 *
 * @param planned streams that the run has started and waits for
 * @param streams all streams, in the order of their names
 * @param partitions partitions; those of topics without a stream are left out
 */
public record Progress(List<StreamPlan> planned, List<StreamView> streams, List<PartitionView> partitions) {

    public Progress {
        planned = List.copyOf(planned);
        streams = List.copyOf(streams);
        Set<String> topics = streams.stream().map(StreamView::topic).collect(Collectors.toSet());
        partitions = partitions.stream().filter((view) -> topics.contains(view.topic())).toList();
    }

    /** Returns how many rows of a topic are not in files yet; empty when unknown. */
    OptionalLong lag(String topic) {
        return lag(this.partitions.stream().filter((view) -> view.topic().equals(topic)).toList());
    }

    OptionalLong lag() {
        return lag(this.partitions);
    }

    private static OptionalLong lag(List<PartitionView> partitions) {
        List<Long> lags = partitions.stream().map((view) -> (view.lag() != null) ? view.lag() : -1L).toList();
        boolean unknown = lags.isEmpty() || lags.contains(-1L);
        return unknown ? OptionalLong.empty() : OptionalLong.of(lags.stream().mapToLong(Long::longValue).sum());
    }

    /** Returns a sentence for each file whose stream has failed, by file. */
    public Map<String, String> failures() {
        Map<String, String> files = this.planned.stream()
            .collect(Collectors.toMap(StreamPlan::name, StreamPlan::shown, (one, other) -> one));
        return own().filter(Progress::hasFailed)
            .collect(Collectors.toMap(
                    (stream) -> files.getOrDefault(stream.name(), stream.name()), (stream) -> "Stream " + stream.name()
                            + " failed: " + stream.lastError() + "; correct that and start again",
                    (one, other) -> one, LinkedHashMap::new));
    }

    /** Returns whether every planned stream has failed. */
    public boolean isFailed() {
        return own().findAny().isPresent() && own().allMatch(Progress::hasFailed);
    }

    private static boolean hasFailed(StreamView stream) {
        return stream.state() == StreamView.State.FAILED;
    }

    /** Returns the progress of the planned streams only. */
    public Progress ofPlanned() {
        return new Progress(this.planned, own().toList(), this.partitions);
    }

    /** Returns the planned streams that still exist. */
    public Stream<StreamView> own() {
        Set<String> names = this.planned.stream().map(StreamPlan::name).collect(Collectors.toSet());
        return this.streams.stream().filter((stream) -> names.contains(stream.name()));
    }

    /** Returns a sentence for each planned stream that cannot be completed. */
    public List<String> losses() {
        Map<String, StreamView> byName = this.streams.stream()
            .collect(Collectors.toMap(StreamView::name, Function.identity(), (one, other) -> one));
        List<String> losses = new ArrayList<>();
        for (StreamPlan plan : this.planned) {
            StreamView stream = byName.get(plan.name());
            if (stream == null) {
                losses.add("Stream " + plan.name() + " was deleted by another client; start again to send "
                        + plan.shown());
            }
            else if (!stream.topic().equals(plan.topic())) {
                losses.add("Stream " + plan.name() + " was replaced by another client: its topic is " + stream.topic()
                        + " now, not " + plan.topic());
            }
        }
        return losses;
    }

    /** Returns a sentence for each error that delays a stream or a partition. */
    public List<String> troubles() {
        Set<String> failed = own().filter(Progress::hasFailed).map(StreamView::name).collect(Collectors.toSet());
        Stream<String> ofStreams = this.streams.stream()
            .filter((stream) -> stream.lastError() != null && !failed.contains(stream.name()))
            .map((stream) -> "Stream " + stream.name() + ": " + stream.lastError());
        Stream<String> ofPartitions = this.partitions.stream()
            .filter((view) -> view.reason() != null)
            .map((view) -> "Partition " + view.name() + ": " + view.reason());
        return Stream.concat(ofStreams, ofPartitions).toList();
    }

    /** Returns whether all rows of the planned streams are in files. */
    public boolean isComplete() {
        return isRead() && shortfalls().isEmpty();
    }

    /**
     * Returns whether every planned stream is completed or has failed, and the lag is 0.
     * The consumer-service may not have seen the latest rows yet.
     */
    public boolean isRead() {
        return own().findAny().isPresent() && own().allMatch(this::isRead);
    }

    /** The topic of a stream that has failed need not exist. */
    private boolean isRead(StreamView stream) {
        return switch (stream.state()) {
            case COMPLETED -> lag(stream.topic()).orElse(-1) == 0;
            case FAILED -> this.partitions.stream().noneMatch((view) -> view.topic().equals(stream.topic()))
                    || lag(stream.topic()).orElse(-1) == 0;
            case STOPPED, RUNNING, PAUSED -> false;
        };
    }

    /** Returns a sentence for each planned topic with acknowledged rows in no file. */
    public List<String> shortfalls() {
        return own().map(StreamView::topic)
            .distinct()
            .filter((topic) -> rowsInFiles(topic) < rowsAcked(topic))
            .map((topic) -> "Topic " + topic + ": " + Numbers.count(rowsInFiles(topic)) + " of "
                    + Numbers.count(rowsAcked(topic)) + " acknowledged rows are in files")
            .toList();
    }

    private long rowsAcked(String topic) {
        return this.streams.stream()
            .filter((stream) -> stream.topic().equals(topic))
            .mapToLong(StreamView::rowsAcked)
            .sum();
    }

    private long rowsInFiles(String topic) {
        return this.partitions.stream()
            .filter((view) -> view.topic().equals(topic) && view.group().equals(topic))
            .mapToLong(PartitionView::rows)
            .sum();
    }

    public long rowsInFiles() {
        return this.streams.stream().map(StreamView::topic).distinct().mapToLong(this::rowsInFiles).sum();
    }

}
