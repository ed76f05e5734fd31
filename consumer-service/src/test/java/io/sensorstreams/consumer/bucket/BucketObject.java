package io.sensorstreams.consumer.bucket;

import java.time.Instant;
import java.util.Map;

/**
 * An object of a bucket.
 *
 * @param etag with its quotes
 */
record BucketObject(byte[] bytes, String etag, Instant modified, Map<String, String> metadata) {

}
