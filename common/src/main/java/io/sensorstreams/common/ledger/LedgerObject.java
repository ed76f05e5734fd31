package io.sensorstreams.common.ledger;

import java.util.regex.Pattern;

/**
 * Object in an object store that an output file is kept as.
 *
 * @param key key of the object, which ends with the name of the file
 * @param etag identifies the content, as the store gives it, with its quotes
 */
public record LedgerObject(String bucket, String key, String etag) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.=/-]{1,1024}");

    private static final Pattern ETAG = Pattern.compile("[!-~]{1,200}");

    /**
     * Validates every component, because they are used in requests.
     * @throws IllegalArgumentException when a component is invalid
     */
    public LedgerObject {
        LedgerRules.check(bucket != null && BUCKET.matcher(bucket).matches(), "bucket", bucket,
                "the name of a bucket of 3 to 63 lower case letters, digits, dots and hyphens");
        LedgerRules.check(key != null && KEY.matcher(key).matches(), "key", key,
                "1 to 1024 letters, digits and the characters _ . = / -");
        LedgerRules.check(etag != null && ETAG.matcher(etag).matches(), "etag", etag,
                "1 to 200 printable characters without spaces");
    }

}
