package io.sensorstreams.consumer.compare;

/**
 * Rows of files that were not compared, because their object store failed.
 *
 * @param store address of the store, such as {@code s3://readings/august/}
 * @param rows number of the rows that Kafka still has
 * @param reason first failure of the store
 */
public record UnreadStore(String store, long rows, String reason) {

    UnreadStore plus(UnreadStore other) {
        return new UnreadStore(this.store, this.rows + other.rows, this.reason);
    }

}
