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
 * Holds what one reading of a compacted topic has found: the newest valid value of each
 * key, and the records that were refused since. A refused record changes no value. One
 * thread adds records; any thread may read.
 *
 * @param <V> what a record's value means
 */
final class TableContents<V> {

    private static final Logger LOGGER = LoggerFactory.getLogger(TableContents.class);

    /** Of more refused records than this, at most the key is remembered. */
    private static final int MOST_REFUSED = 10_000;

    /** No valid key is longer. */
    private static final int LONGEST_KEY = 1_000;

    private final Map<String, V> values = new ConcurrentHashMap<>();

    /** Refused records whose key can have a value. */
    private final Map<Place, RefusedRecord> refused = new ConcurrentHashMap<>();

    /**
     * Where the newest records of further keys are that were refused. A key takes less
     * memory than the value that it could have.
     */
    private final Set<Place> undescribed = ConcurrentHashMap.newKeySet();

    /** Refused records with another key or none, which dispute no value. */
    private final Map<Place, RefusedRecord> foreign = new ConcurrentHashMap<>();

    private final TopicTable.Decoder<V> decoder;

    private final RefusalLog log;

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

    /**
     * Returns the refused records that no valid record or tombstone has followed, but not
     * more than {@value #MOST_REFUSED} with a key that can have a value, and as many
     * others.
     */
    List<RefusedRecord> refused() {
        return Stream.concat(this.refused.values().stream(), this.foreign.values().stream()).toList();
    }

    /** Returns the keys that can have a value and whose newest record is refused. */
    Stream<String> refusedKeys() {
        return Stream.concat(this.refused.keySet().stream(), this.undescribed.stream()).map(Place::key).distinct();
    }

    Map<String, V> byKey() {
        return this.values;
    }

    /**
     * Takes the values of another reading, of a topic that is gone, and the refused
     * records that may have followed them. Other refused records are gone with the topic.
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
     * @return the key whose value or refused record may be another now; empty when the
     * record is refused
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

    /** Returns why a check refuses a record; empty when it does not. */
    private static Optional<String> refusal(ConsumerRecord<String, byte[]> record, Check check) {
        try {
            check.run();
            return Optional.empty();
        }
        catch (RefusedRecordException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        // A decoder's defect must not end the reading of the topic.
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
            // Nothing was ever taken from such a key; its tombstone clears the refusal.
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
