package io.sensorstreams.consumer.commit;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Transactional id of a writer. Different writers always have different ids: the parts
 * are separated by slashes, and no part contains one. Ids of the producer-service contain
 * no slash.
 *
 * @param id such as {@code thread/consumer-0/AIR/2}
 */
public record TransactionalId(String id) {

    private static final Pattern THREAD = Pattern.compile("thread/([^/]+)/([^/]+)/(\\d{1,9})");

    /** Replica and group of a thread whose partitions are assigned by Kafka. */
    public record Owner(String instance, String group) {
    }

    /** Id of a replica's thread; the threads of a group are numbered from 0. */
    public static TransactionalId ofThread(String instance, String group, int number) {
        return of("thread", instance, group, String.valueOf(number));
    }

    /** Id of the writer of a hand-assigned partition. */
    public static TransactionalId ofPartition(String group, String topic, int partition) {
        return of("partition", group, topic, String.valueOf(partition));
    }

    /**
     * Returns the id for a replay or a skip of a stopped group. It is the same on every
     * replica, so that a later call fences an earlier one.
     */
    public static TransactionalId ofReplay(String group) {
        return of("replay", group);
    }

    /** Owner of an id from {@link #ofThread}; empty for any other id. */
    public static Optional<Owner> threadOf(String id) {
        Matcher matcher = THREAD.matcher(id);
        return matcher.matches() ? Optional.of(new Owner(unescape(matcher.group(1)), unescape(matcher.group(2))))
                : Optional.empty();
    }

    private static TransactionalId of(String... parts) {
        return new TransactionalId(Arrays.stream(parts).map(TransactionalId::escape).collect(Collectors.joining("/")));
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("/", "%2F");
    }

    private static String unescape(String part) {
        return part.replace("%2F", "/").replace("%25", "%");
    }

}
