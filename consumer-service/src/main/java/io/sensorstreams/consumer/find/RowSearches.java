package io.sensorstreams.consumer.find;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.CommittedFiles;
import io.sensorstreams.consumer.reread.RecordSource;
import io.sensorstreams.consumer.reread.RecordSources;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.TopicOffsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.springframework.stereotype.Component;

/**
 * Searches rows on the thread of the caller, a few at a time and each within a limited
 * time. Thread-safe.
 */
@Component
class RowSearches {

    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Sinks sinks;

    private final TopicOffsets offsets;

    private final CommittedStates states;

    private final RecordSources sources;

    private final CommittedFiles files;

    private final Semaphore places = new Semaphore(AT_ONCE);

    RowSearches(Sinks sinks, TopicOffsets offsets, CommittedStates states, RecordSources sources,
            CommittedFiles files) {
        this.sinks = sinks;
        this.offsets = offsets;
        this.states = states;
        this.sources = sources;
        this.files = files;
    }

    /**
     * Finds a row.
     * @throws InvalidParameterException when no sink has the topic or the group, or the
     * topic does not have the partition
     * @throws RowNotFoundException when Kafka does not have the row
     * @throws RowSearchBusyException when too many rows are being searched
     * @throws RowSearchTimeoutException when the search takes too long
     * @throws TimeoutException when Kafka does not answer
     */
    RowView find(RowRequest request) throws IOException, TimeoutException, InterruptedException {
        List<Sink> ofTopic = sinks(request);
        if (!this.places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RowSearchBusyException(AT_ONCE);
        }
        try {
            return find(request, ofTopic, new Deadline(LIMIT, System::nanoTime));
        }
        finally {
            this.places.release();
        }
    }

    private List<Sink> sinks(RowRequest request) {
        List<Sink> ofTopic = this.sinks.all().stream().filter((sink) -> sink.topic().equals(request.topic())).toList();
        if (ofTopic.isEmpty()) {
            throw new InvalidParameterException("topic",
                    "is '" + request.topic() + "', which no group of this service reads; known: "
                            + this.sinks.all().stream().map(Sink::topic).distinct().toList());
        }
        List<Sink> meant = ofTopic.stream()
            .filter((sink) -> request.group() == null || request.group().equals(sink.group()))
            .toList();
        if (meant.isEmpty()) {
            throw new InvalidParameterException("group", "is '" + request.group() + "', which does not read topic "
                    + request.topic() + "; known: " + ofTopic.stream().map(Sink::group).toList());
        }
        return meant;
    }

    private RowView find(RowRequest request, List<Sink> groups, Deadline deadline)
            throws IOException, TimeoutException, InterruptedException {
        SortedMap<Integer, Long> begins = this.offsets.starts(request.topic());
        SortedMap<Integer, Long> ends = this.offsets.ends(request.topic());
        checkPartition(request, ends);
        ConsumerRecord<byte[], byte[]> record = (request.offset() != null)
                ? byOffset(request, request.offset(), begins, ends, deadline) : byRow(request, begins, ends, deadline);
        List<RowPlace> found = new ArrayList<>();
        try (RecordSource records = open(record.topic(), record.partition(), deadline)) {
            for (Sink sink : groups) {
                PartitionKey key = new PartitionKey(sink.group(), sink.topic(), record.partition());
                found.add(new GroupSearch(sink, this.states.of(key, LIMIT), this::readable, records,
                        begins.getOrDefault(record.partition(), 0L))
                    .find(record));
            }
        }
        return RowView.of(record, found);
    }

    private CommittedFile readable(LedgerEntry entry) throws StoreException {
        return this.files.get(entry.group(), entry.topic(), entry.partition(), entry.file());
    }

    private RecordSource open(String topic, int partition, Deadline deadline) {
        return this.sources.open(new TopicPartition(topic, partition), deadline::read);
    }

    private static void checkPartition(RowRequest request, SortedMap<Integer, Long> ends) {
        if (ends.isEmpty()) {
            throw new RowNotFoundException("Kafka has no topic " + request.topic());
        }
        Integer partition = request.partition();
        if (partition != null && !ends.containsKey(partition)) {
            throw new InvalidParameterException("partition",
                    "is " + partition + "; topic " + request.topic() + " has the partitions 0 to " + ends.lastKey());
        }
        if (request.offset() != null && partition == null && ends.size() > 1) {
            throw new InvalidParameterException("partition", "is missing: topic " + request.topic() + " has "
                    + ends.size() + " partitions, and each has such an offset");
        }
    }

    private ConsumerRecord<byte[], byte[]> byOffset(RowRequest request, long offset, SortedMap<Integer, Long> begins,
            SortedMap<Integer, Long> ends, Deadline deadline) {
        int partition = (request.partition() != null) ? request.partition() : ends.firstKey();
        long begin = begins.getOrDefault(partition, 0L);
        long end = ends.getOrDefault(partition, 0L);
        String named = request.topic() + " partition " + partition;
        if (offset >= end) {
            throw new RowNotFoundException(named + " has no offset " + offset + " yet; it ends at offset " + end);
        }
        if (offset < begin) {
            throw new RowNotFoundException(
                    "Kafka has removed offset " + offset + " of " + named + "; its first record has offset " + begin
                            + " or a later one. The row may still be in a file: files have no offsets of rows");
        }
        try (RecordSource records = open(request.topic(), partition, deadline)) {
            return RecordSearch.at(named, offset, records.read(offset, end));
        }
    }

    private ConsumerRecord<byte[], byte[]> byRow(RowRequest request, SortedMap<Integer, Long> begins,
            SortedMap<Integer, Long> ends, Deadline deadline) {
        List<RecordSource> opened = new ArrayList<>();
        try {
            List<StreamSearch> searches = new ArrayList<>();
            for (int partition : ends.keySet()) {
                if (request.partition() == null || request.partition() == partition) {
                    RecordSource records = open(request.topic(), partition, deadline);
                    opened.add(records);
                    searches.add(new StreamSearch(records, String.valueOf(request.stream()),
                            begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
                }
            }
            return new RecordSearch(request.topic(), String.valueOf(request.stream()), searches).find(request.run(),
                    (request.row() != null) ? request.row() : 0);
        }
        finally {
            opened.forEach(RecordSource::close);
        }
    }

}
