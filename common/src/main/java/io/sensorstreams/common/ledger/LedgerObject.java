package io.sensorstreams.common.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Object in an object store that an output file is kept as. Each attempt to write a file
 * has a new key: the key of {@code AIR-0-00000000000000000042.csv} ends with
 * {@code AIR/AIR/partition=0/AIR-0-00000000000000000042-5f0c1b2a9d3e4f70.csv}.
 *
 * @param key key of the object, which contains the name of the file
 * @param etag identifies the content, as the store gives it, with its quotes
 */
public record LedgerObject(String bucket, String key, String etag) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.=/-]{1,1024}");

    private static final Pattern NAME = Pattern.compile("(.+-\\d{20})-[0-9a-f]{16}(\\.[a-z.]+)");

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

    /**
     * Start of the keys of a partition, without the prefix of the store.
     */
    public static String directory(String group, String topic, int partition) {
        return group + "/" + topic + "/partition=" + partition + "/";
    }

    /**
     * Name of an object that keeps a file.
     * @param file name of the output file
     * @param suffix number that no other object of the file has
     */
    public static String name(String file, long suffix) {
        int ending = file.indexOf('.', file.lastIndexOf('-'));
        return String.format(Locale.ROOT, "%s-%016x%s", file.substring(0, ending), suffix, file.substring(ending));
    }

    /** Name of the file that an object keeps; empty for objects with other names. */
    public static Optional<String> file(String key) {
        Matcher name = NAME.matcher(key.substring(key.lastIndexOf('/') + 1));
        return name.matches() ? Optional.of(name.group(1) + name.group(2)) : Optional.empty();
    }

    /** Whether this object keeps a file in a store with this address. */
    boolean keeps(LedgerName file, String store) {
        String directory = directory(file.group(), file.topic(), file.partition());
        String name = this.key.substring(this.key.lastIndexOf('/') + 1);
        return file(name).filter(file.file()::equals).isPresent()
                && ("s3://" + this.bucket + "/" + this.key).equals(store + directory + name);
    }

}
