package io.sensorstreams.common.ledger;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Validation rules for components of ledger records. */
final class LedgerRules {

    /** Kafka's rule for the names of topics; also used for groups. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private static final Pattern TOPIC_ID = Pattern.compile("[A-Za-z0-9_-]{0,64}");

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]{0,500}");

    private LedgerRules() {
    }

    /** Throws an {@link IllegalArgumentException} that names the component. */
    static void check(boolean valid, String field, @Nullable Object found, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("'" + field + "' is '" + found + "', expected " + expected);
        }
    }

    static void checkName(String field, @Nullable String name) {
        check(matches(NAME, name), field, name, "a name of 1 to 249 letters, digits, '.', '_' and '-'");
    }

    static void checkPartition(int partition) {
        check(partition >= 0, "partition", partition, "0 or more");
    }

    static void checkTopicId(@Nullable String id) {
        check(matches(TOPIC_ID, id), "topicId", id, "the id of a topic");
    }

    static void checkPrintable(String field, @Nullable String text) {
        check(matches(PRINTABLE, text), field, text, "at most 500 printable characters");
    }

    private static boolean matches(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches();
    }

}
