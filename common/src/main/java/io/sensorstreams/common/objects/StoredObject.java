package io.sensorstreams.common.objects;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * An object as the store describes it.
 *
 * @param etag identifies the content, as the store gives it, with its quotes
 * @param modified with the precision of a second
 * @param metadata metadata of its writer; empty when the object was listed
 */
public record StoredObject(String key, String etag, long bytes, Instant modified, Map<String, String> metadata) {

    public StoredObject {
        // A list has more digits than the description of one object in some stores.
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
        metadata = Map.copyOf(metadata);
    }

    /** Whether two ETags are equal: some stores omit the quotes in lists. */
    public static boolean isSameEtag(String one, String other) {
        return one.replace("\"", "").equals(other.replace("\"", ""));
    }

}
