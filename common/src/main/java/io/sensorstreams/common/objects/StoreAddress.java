package io.sensorstreams.common.objects;

import java.util.regex.Pattern;

import io.sensorstreams.common.setting.InvalidSettingException;

/**
 * A bucket and the start of the keys that are used in it.
 *
 * @param prefix empty, or ends with a slash
 */
public record StoreAddress(String bucket, String prefix) {

    private static final String SCHEME = "s3://";

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** Characters of a key that every store accepts, and that need no care in a shell. */
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_.=-]+/)*");

    private static final int MAX_PREFIX = 500;

    /** Whether a setting names a place in an object store and no directory. */
    public static boolean isStore(String setting) {
        return setting.startsWith(SCHEME);
    }

    /**
     * Reads a setting such as {@code s3://readings/august}.
     * @param name name of the setting
     */
    public static StoreAddress parse(String name, String setting) {
        String rest = setting.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = (slash < 0) ? rest : rest.substring(0, slash);
        String prefix = (slash < 0) ? "" : rest.substring(slash + 1);
        return of(name, setting, bucket, prefix);
    }

    /** Checks a bucket and a prefix, which may lack the slash at its end. */
    public static StoreAddress of(String name, String setting, String bucket, String prefix) {
        if (!isBucket(bucket)) {
            throw new InvalidSettingException(name + " is '" + setting + "' with the bucket '" + bucket
                    + "', expected 3 to 63 lower case letters, digits, dots and hyphens, such as s3://readings/august");
        }
        if (!isPrefix(prefix)) {
            throw new InvalidSettingException(
                    name + " is '" + setting + "' with the prefix '" + prefix + "', expected at most " + MAX_PREFIX
                            + " letters, digits and the characters _ . = -, with single slashes between, such as "
                            + "s3://readings/august");
        }
        return new StoreAddress(bucket, close(prefix));
    }

    /** Whether a text can be the name of a bucket. */
    public static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches();
    }

    /** Whether a text can be a prefix, which may lack the slash at its end. */
    public static boolean isPrefix(String prefix) {
        String closed = close(prefix);
        boolean dots = ("/" + closed).contains("/../") || ("/" + closed).contains("/./");
        return PREFIX.matcher(closed).matches() && closed.length() <= MAX_PREFIX && !dots;
    }

    private static String close(String prefix) {
        return (prefix.isEmpty() || prefix.endsWith("/")) ? prefix : prefix + "/";
    }

    /** The text of the setting. */
    @Override
    public String toString() {
        return SCHEME + this.bucket + "/" + this.prefix;
    }

}
