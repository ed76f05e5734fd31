package io.sensorstreams.common.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the result of reading a compacted topic: the newest valid value of each key, and
 * the invalid records after it. An invalid record does not change a value. One thread
 * adds records; any thread may read.
 *
 * @param <V> type of the values
 */
final class TableContents<V> {

    private static final Logger LOGGER = LoggerFactory.getLogger(TableContents.class);

    /** Most invalid records that are kept; of further ones, only the key is kept. */
    private static final int MOST_REFUSED = 10_000;

    /** Longest valid key, in characters. */
    private static final int LONGEST_KEY = 1_000;

    private final Map<String, V> values = new ConcurrentHashMap<>();

    /** Invalid records with a valid key. */
    private final Map<Place, RefusedRecord> refused = new ConcurrentHashMap<>();

    /**
     * Places of further keys whose newest record is invalid. A key takes less memory than
     * a value.
     */
    private final Set<Place> undescribed = ConcurrentHashMap.newKeySet();

    /** Records with an invalid key or none; they do not affect any value. */
    private final Map<Place, RefusedRecord> foreign = new ConcurrentHashMap<>();

    private final TopicTable.Decoder<V> decoder;

    private final RefusalLog log;

    /** Partition and key; identifies the newest record of a key in a partition. */
    private record Place(int partition, String key) {

    }

    TableContents(TopicTable.Decoder<V> decoder, RefusalLog log) {
        this.decoder = decoder;
        this.log = log;
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(this.values.get(key));
    }

    List<V> values() {
        return List.copyOf(this.values.values());
    }

    /**
     * Returns the invalid records that no valid record or tombstone has followed: at most
     * {@value #MOST_REFUSED} with a valid key, and as many with an invalid one.
     */
    List<RefusedRecord> refused() {
        return Stream.concat(this.refused.values().stream(), this.foreign.values().stream()).toList();
    }

    /** Returns the valid keys whose newest record is invalid. */
    Stream<String> refusedKeys() {
        return Stream.concat(this.refused.keySet().stream(), this.undescribed.stream()).map(Place::key).distinct();
    }

    Map<String, V> byKey() {
        return this.values;
    }

    /**
     * Adds the values that were read from a deleted topic, and the invalid records that
     * may have followed them. Drops its other invalid records.
     */
    void take(TableContents<V> other) {
        this.values.putAll(other.values);
        other.refused.forEach((place, record) -> {
            if (other.values.containsKey(place.key())) {
                this.refused.put(place, record);
            }
        });
        other.undescribed.stream()
            .filter((place) -> other.values.containsKey(place.key()))
            .forEach(this.undescribed::add);
    }

    private interface Check {

        void run() throws RefusedRecordException;

    }

    /**
     * Applies the next record.
     * @return the key whose value may have changed; empty when the record is invalid
     */
    Optional<String> apply(ConsumerRecord<String, byte[]> record) {
        Place place = place(record);
        Optional<String> refusal = refusal(record, () -> checkKey(record.key(), record.partition()));
        if (refusal.isPresent()) {
            refuseForeign(place, record, refusal.get());
            return Optional.empty();
        }
        refusal = refusal(record, () -> put(record));
        if (refusal.isPresent()) {
            refuse(place, record, refusal.get());
            return Optional.empty();
        }
        this.refused.remove(place);
        this.undescribed.remove(place);
        return Optional.of(record.key());
    }

    /** Returns why a check refuses a record; empty when the record passes. */
    private static Optional<String> refusal(ConsumerRecord<String, byte[]> record, Check check) {
        try {
            check.run();
            return Optional.empty();
        }
        catch (RefusedRecordException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        // A defect of a decoder must not end the reading of the topic.
        catch (RuntimeException e) {
            LOGGER.atDebug().addKeyValue("offset", record.offset()).setCause(e).log("A decoder failed");
            return Optional.of("cannot be read");
        }
    }

    private void put(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        if (record.value() == null) {
            this.values.remove(record.key());
        }
        else {
            this.values.put(record.key(), this.decoder.decode(record));
        }
    }

    private static Place place(ConsumerRecord<String, byte[]> record) {
        String key = (record.key() != null) ? record.key() : "";
        return new Place(record.partition(), key.substring(0, Math.min(key.length(), LONGEST_KEY)));
    }

    private void checkKey(String key, int partition) throws RefusedRecordException {
        if (key == null || key.isEmpty()) {
            throw new RefusedRecordException("has no key");
        }
        if (key.length() > LONGEST_KEY) {
            throw new RefusedRecordException("has a key of " + key.length() + " characters");
        }
        this.decoder.checkKey(key, partition);
    }

    private void refuse(Place place, ConsumerRecord<String, byte[]> record, String reason) {
        RefusedRecord refusedRecord = refusedRecord(place, record, reason);
        if (this.refused.size() < MOST_REFUSED || this.refused.containsKey(place)) {
            this.refused.put(place, refusedRecord);
            this.undescribed.remove(place);
        }
        else {
            this.undescribed.add(place);
        }
        this.log.refused(refusedRecord);
    }

    private void refuseForeign(Place place, ConsumerRecord<String, byte[]> record, String reason) {
        if (record.value() == null) {
            // Such a key never has a value; its tombstone removes the refusal.
            this.foreign.remove(place);
            return;
        }
        RefusedRecord refusedRecord = refusedRecord(place, record, reason);
        if (this.foreign.size() < MOST_REFUSED || this.foreign.containsKey(place)) {
            this.foreign.put(place, refusedRecord);
        }
        this.log.refused(refusedRecord);
    }

    private static RefusedRecord refusedRecord(Place place, ConsumerRecord<String, byte[]> record, String reason) {
        return new RefusedRecord(record.topic(), record.partition(), record.offset(),
                (record.key() != null) ? place.key() : null, reason);
    }

}
