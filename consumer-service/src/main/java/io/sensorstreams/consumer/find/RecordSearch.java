package io.sensorstreams.consumer.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.sensorstreams.consumer.find.StreamSearch.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Searches one row by its stream and number in some partitions of a topic. */
final class RecordSearch {

    private final String topic;

    private final String stream;

    private final List<StreamSearch> partitions;

    /** Creates a search in these partitions. */
    RecordSearch(String topic, String stream, List<StreamSearch> partitions) {
        this.topic = topic;
        this.stream = stream;
        this.partitions = List.copyOf(partitions);
    }

    /**
     * Finds the record of a row.
     * @param run run of the row; null for the latest one that has it
     * @throws RowNotFoundException when Kafka does not have it
     */
    ConsumerRecord<byte[], byte[]> find(@Nullable Long run, long seq) {
        Optional<Row> found = (run != null) ? ofRun(run, seq) : ofLatestRun(seq);
        if (found.isEmpty() && !this.partitions.stream().allMatch(StreamSearch::isOrdered)) {
            found = scan(run, seq);
        }
        return found.orElseThrow(() -> absent(run, seq)).record();
    }

    private Optional<Row> ofRun(long run, long seq) {
        return this.partitions.stream()
            .flatMap((partition) -> partition.find(run, seq).at(run, seq).stream())
            .findFirst();
    }

    /** Goes through the runs, the latest first; each partition may have other runs. */
    private Optional<Row> ofLatestRun(long seq) {
        List<Course> courses = new ArrayList<>();
        this.partitions.forEach((partition) -> courses.add(new Course(partition)));
        while (true) {
            courses.removeIf((course) -> course.last == null);
            if (courses.isEmpty()) {
                return Optional.empty();
            }
            long run = courses.stream().mapToLong(Course::run).max().orElseThrow();
            List<Course> ofRun = courses.stream().filter((course) -> course.run() == run).toList();
            Optional<Row> found = ofRun.stream().flatMap((course) -> course.find(seq).stream()).findFirst();
            if (found.isPresent()) {
                return found;
            }
            ofRun.forEach(Course::toEarlierRun);
        }
    }

    /** Goes back through the runs in one partition. */
    private static final class Course {

        private final StreamSearch partition;

        /** Last row of the current run; null before the first run. */
        private @Nullable Row last;

        Course(StreamSearch partition) {
            this.partition = partition;
            this.last = partition.last();
        }

        long run() {
            return Objects.requireNonNull(this.last).identity().run();
        }

        Optional<Row> find(long seq) {
            boolean reached = Objects.requireNonNull(this.last).identity().seq() >= seq;
            return reached ? this.partition.find(run(), seq).at(run(), seq) : Optional.empty();
        }

        void toEarlierRun() {
            this.last = this.partition.find(run(), 0).before();
        }

    }

    private Optional<Row> scan(@Nullable Long run, long seq) {
        return this.partitions.stream()
            .map((partition) -> partition.scan(run, seq))
            .filter(Objects::nonNull)
            .map(Row.class::cast)
            .max(Comparator.comparingLong((Row row) -> row.identity().run())
                .thenComparingLong((row) -> row.record().timestamp()));
    }

    private RowNotFoundException absent(@Nullable Long run, long seq) {
        String row = this.stream + "/" + ((run != null) ? run + "/" + seq : "<any run>/" + seq);
        String what = "Topic " + this.topic + " has no row " + row;
        if (this.partitions.stream().allMatch((partition) -> partition.last() == null)) {
            what += "; it has no row of stream '" + this.stream + "'";
        }
        long removed = this.partitions.stream().filter((partition) -> mayBeRemoved(partition, run, seq)).count();
        if (removed > 0) {
            what += "; Kafka has removed the oldest records of " + removed
                    + " partitions, and the row may have been one of them. It may still be in a file: files have no"
                    + " numbers of rows";
        }
        return new RowNotFoundException(what);
    }

    /** Whether the row would be before all rows of the stream that Kafka still has. */
    private static boolean mayBeRemoved(StreamSearch partition, @Nullable Long run, long seq) {
        return partition.begin() > 0 && partition.find((run != null) ? run : 0, seq).before() == null;
    }

    /**
     * Returns the record at an offset.
     * @throws RowNotFoundException when there is none
     */
    static ConsumerRecord<byte[], byte[]> at(String partition, long offset,
            Iterator<ConsumerRecord<byte[], byte[]>> from) {
        String next = "; no record follows";
        if (from.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = from.next();
            if (record.offset() == offset) {
                return record;
            }
            next = "; the next record has offset " + record.offset();
        }
        throw new RowNotFoundException("Offset " + offset + " of " + partition
                + " has no record: it belongs to a transaction marker, an aborted transaction, or a record that was"
                + " compacted" + next);
    }

}
