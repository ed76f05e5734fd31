package io.sensorstreams.common.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what one reading of a compacted topic has found: the newest valid value of each
 * key, and the records that were refused since. A refused record changes no value. One
 * thread adds records; any thread may read.
 *
 * @param <V> what a record's value means
 */
final class TableContents<V> {

    private static final Logger LOGGER = LoggerFactory.getLogger(TableContents.class);

    /** More records than this are refused without being remembered one by one. */
    private static final int MOST_REFUSED = 10_000;

    /** No valid key is longer. */
    private static final int LONGEST_KEY = 1_000;

    private final Map<String, V> values = new ConcurrentHashMap<>();

    private final Map<Place, RefusedRecord> refused = new ConcurrentHashMap<>();

    private final TopicTable.Decoder<V> decoder;

    private final RefusalLog log;

    private volatile boolean overflowed;

    /** Where the newest record of a key is looked for. */
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

    /** Returns the refused records that no valid record or tombstone has followed. */
    List<RefusedRecord> refused() {
        return List.copyOf(this.refused.values());
    }

    /** Whether there were more refused records than {@link #refused} returns. */
    boolean isOverflowed() {
        return this.overflowed;
    }

    Map<String, V> byKey() {
        return this.values;
    }

    /**
     * Takes the values of another reading, of a topic that is gone, and the refused
     * records that may have followed them.
     */
    void take(TableContents<V> other) {
        this.values.putAll(other.values);
        other.refused.forEach((place, record) -> {
            if (record.key() != null) {
                this.refused.put(place, record);
            }
        });
        this.overflowed = other.overflowed;
    }

    /**
     * Applies the next record.
     * @return the key whose value or refused record may be another now; empty when the
     * record's key is invalid
     */
    Optional<String> apply(ConsumerRecord<String, byte[]> record) {
        Place place = place(record);
        String key = record.key();
        try {
            checkKey(key, record.partition());
            if (record.value() == null) {
                this.values.remove(key);
            }
            else {
                this.values.put(key, this.decoder.decode(record));
            }
            this.refused.remove(place);
            return Optional.of(key);
        }
        catch (RefusedRecordException e) {
            refuse(place, record, String.valueOf(e.getMessage()));
        }
        // A decoder's defect must not end the reading of the topic.
        catch (RuntimeException e) {
            LOGGER.atDebug().addKeyValue("offset", record.offset()).setCause(e).log("A decoder failed");
            refuse(place, record, "cannot be read");
        }
        return Optional.empty();
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
        if (record.value() == null) {
            // Nothing was ever taken from such a key; its tombstone clears the refusal.
            this.refused.remove(place);
            return;
        }
        RefusedRecord refusedRecord = new RefusedRecord(record.topic(), record.partition(), record.offset(),
                (record.key() != null) ? place.key() : null, reason);
        if (this.refused.size() < MOST_REFUSED || this.refused.containsKey(place)) {
            this.refused.put(place, refusedRecord);
        }
        else {
            this.overflowed = true;
        }
        this.log.refused(refusedRecord);
    }

}
