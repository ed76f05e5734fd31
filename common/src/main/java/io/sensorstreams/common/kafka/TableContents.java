package io.sensorstreams.common.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the result of reading a compacted topic: the newest valid value of each key, and
 * the invalid records after it. An invalid record does not change a value. One thread
 * adds records; any thread may read.
 */
final class TableContents<V> {

    private static final Logger LOGGER = LoggerFactory.getLogger(TableContents.class);

    /**
     * Most invalid records that are kept with a valid key, and with an invalid one. Of
     * further ones with a valid key, only the key is kept.
     */
    private static final int MOST_REFUSED = 10_000;

    private static final int LONGEST_KEY = 1_000;

    private final Map<String, V> values = new ConcurrentHashMap<>();

    /** Newest invalid records; empty when only the key is kept. */
    private final Map<Place, Optional<RefusedRecord>> refused = new ConcurrentHashMap<>();

    /**
     * Number of present values of {@link #refused}, by whether the key is valid. Owned by
     * the thread that adds records.
     */
    private final Map<Boolean, Integer> described = new HashMap<>();

    private final TopicTable.Decoder<V> decoder;

    private final RefusalLog log;

    /** Identifies the newest record of a key; a long key is truncated. */
    private record Place(int partition, String key, boolean valid) {

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

    List<RefusedRecord> refused() {
        return this.refused.values().stream().flatMap(Optional::stream).toList();
    }

    Stream<String> refusedKeys() {
        return this.refused.keySet().stream().filter(Place::valid).map(Place::key).distinct();
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
            if (place.valid() && other.values.containsKey(place.key())) {
                this.refused.put(place, record);
                this.described.merge(true, record.isPresent() ? 1 : 0, Integer::sum);
            }
        });
    }

    /** Returns the key whose value may have changed; empty for an invalid record. */
    Optional<String> apply(ConsumerRecord<String, byte[]> record) {
        boolean validKey = false;
        String reason;
        try {
            checkKey(record.key(), record.partition());
            validKey = true;
            put(record);
            forget(place(record, true));
            return Optional.of(record.key());
        }
        catch (RefusedRecordException e) {
            reason = String.valueOf(e.getMessage());
        }
        // A defect of a decoder must not end the reading of the topic.
        catch (RuntimeException e) {
            LOGGER.atDebug().addKeyValue("offset", record.offset()).setCause(e).log("A decoder failed");
            reason = "cannot be read";
        }
        Place place = place(record, validKey);
        if (!validKey && record.value() == null) {
            // Such a key never has a value; its tombstone removes the refusal.
            forget(place);
        }
        else {
            refuse(place, record, reason);
        }
        return Optional.empty();
    }

    private void put(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        if (record.value() == null) {
            this.values.remove(record.key());
        }
        else {
            this.values.put(record.key(), this.decoder.decode(record));
        }
    }

    private static Place place(ConsumerRecord<String, byte[]> record, boolean valid) {
        String key = (record.key() != null) ? record.key() : "";
        return new Place(record.partition(), key.substring(0, Math.min(key.length(), LONGEST_KEY)), valid);
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
        RefusedRecord refusedRecord = new RefusedRecord(record.topic(), record.partition(), record.offset(),
                (record.key() != null) ? place.key() : null, reason);
        boolean known = isDescribed(place);
        if (known || this.described.getOrDefault(place.valid(), 0) < MOST_REFUSED) {
            this.refused.put(place, Optional.of(refusedRecord));
            this.described.merge(place.valid(), known ? 0 : 1, Integer::sum);
        }
        else if (place.valid()) {
            this.refused.put(place, Optional.empty());
        }
        this.log.refused(refusedRecord);
    }

    private void forget(Place place) {
        if (isDescribed(place)) {
            this.described.merge(place.valid(), -1, Integer::sum);
        }
        this.refused.remove(place);
    }

    private boolean isDescribed(Place place) {
        return this.refused.getOrDefault(place, Optional.empty()).isPresent();
    }

}
