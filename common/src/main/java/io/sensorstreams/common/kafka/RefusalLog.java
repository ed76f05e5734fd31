package io.sensorstreams.common.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs each refused record of a topic once, even if the topic is read several
 * times. One thread adds records; any thread may read the count.
 */
final class RefusalLog {

    private static final Logger LOGGER = LoggerFactory.getLogger(RefusalLog.class);

    /** Further records are only counted, so that they do not fill the log. */
    private static final int MOST_LOGGED = 100;

    private final AtomicLong count = new AtomicLong();

    /** By partition. */
    private final Map<Integer, Long> newest = new HashMap<>();

    long count() {
        return this.count.get();
    }

    void refused(RefusedRecord record) {
        if (record.offset() <= this.newest.getOrDefault(record.partition(), -1L)) {
            return;
        }
        this.newest.put(record.partition(), record.offset());
        long number = this.count.incrementAndGet();
        if (number <= MOST_LOGGED) {
            LOGGER.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", record.text())
                .log("Invalid record is ignored");
        }
        if (number == MOST_LOGGED) {
            LOGGER.atError()
                .addKeyValue("topic", record.topic())
                .log("Further invalid records are counted, but not logged");
        }
    }

    /** Clears the offsets, after the topic was recreated. */
    void restart() {
        this.newest.clear();
    }

}
