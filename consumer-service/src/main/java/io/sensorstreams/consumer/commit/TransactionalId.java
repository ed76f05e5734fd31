package io.sensorstreams.consumer.commit;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the broker knows a writer of transactions by, and its predecessor. Two different
 * writers never have the same id: the parts are separated by slashes, which no part has.
 * Ids of the producer-service have no slash at all.
 *
 * @param id such as {@code thread/consumer-0/AIR/2}
 * @param former id that the first release used for the same writer; it was not distinct,
 * as instance {@code a} with group {@code b-c} had that of instance {@code a-b} with
 * group {@code c}
 */
public record TransactionalId(String id, String former) {

    private static final Pattern THREAD = Pattern.compile("thread/([^/]+)/([^/]+)/(\\d{1,9})");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /**
     * A thread of a group whose partitions are shared out by Kafka.
     *
     * @param instance name of the replica
     * @param group consumer group
     */
    public record Owner(String instance, String group) {

        /** Whether an id of the first release may be that of one of its threads. */
        public boolean mayHaveHad(String former) {
            return endsInNumber(former, this.instance + "-" + this.group + "-");
        }

    }

    /** The id of a replica's thread, counted from 0 in each group. */
    public static TransactionalId ofThread(String instance, String group, int number) {
        return new TransactionalId(join("thread", instance, group, String.valueOf(number)),
                instance + "-" + group + "-" + number);
    }

    /** The id of whoever has a partition that is assigned by hand. */
    public static TransactionalId ofPartition(String group, String topic, int partition) {
        return new TransactionalId(join("partition", group, topic, String.valueOf(partition)),
                group + "-" + topic + "-" + partition);
    }

    /**
     * The id of whichever replica moves a stopped group by a replay or a skip: it shuts
     * out one that has begun before.
     * @param instance name of the replica, which the first release used
     */
    public static TransactionalId ofReplay(String instance, String group) {
        return new TransactionalId(join("replay", group), instance + "-replay-" + group);
    }

    /** The owner of an id that {@link #ofThread} made; empty for any other id. */
    public static Optional<Owner> threadOf(String id) {
        Matcher matcher = THREAD.matcher(id);
        return matcher.matches() ? Optional.of(new Owner(unescape(matcher.group(1)), unescape(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether a name is a prefix and a number, and nothing else. */
    public static boolean endsInNumber(String name, String prefix) {
        return name.startsWith(prefix) && NUMBER.matcher(name.substring(prefix.length())).matches();
    }

    private static String join(String... parts) {
        return Arrays.stream(parts).map(TransactionalId::escape).collect(Collectors.joining("/"));
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("/", "%2F");
    }

    private static String unescape(String part) {
        return part.replace("%2F", "/").replace("%25", "%");
    }

}
