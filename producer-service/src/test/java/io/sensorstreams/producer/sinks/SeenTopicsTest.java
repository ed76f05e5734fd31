package io.sensorstreams.producer.sinks;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeenTopicsTest {

    private static final Duration AGE = Duration.ofSeconds(30);

    private static final TopicListing AIR = topic("AIR");

    private static final TopicListing EARTH = topic("EARTH");

    /** Times of {@code System.nanoTime()} overflow. */
    private static final long START = Long.MAX_VALUE - 1;

    private final SeenTopics seen = new SeenTopics();

    @Test
    void returnsTopicsThatWereSeenLongAgo() {
        assertThat(this.seen.see(List.of(AIR), START, AGE)).isEmpty();
        assertThat(this.seen.see(List.of(AIR, EARTH), after(29), AGE)).isEmpty();
        assertThat(this.seen.see(List.of(AIR, EARTH), after(30), AGE)).containsExactly("AIR");
        assertThat(this.seen.see(List.of(AIR, EARTH), after(59), AGE)).containsExactlyInAnyOrder("AIR", "EARTH");
    }

    @Test
    void forgetsTopicsThatAreDeletedOrReplaced() {
        this.seen.see(List.of(AIR, EARTH), START, AGE);
        this.seen.see(List.of(topic("EARTH")), after(10), AGE);

        assertThat(this.seen.see(List.of(AIR, topic("EARTH")), after(30), AGE)).isEmpty();
    }

    private static long after(int seconds) {
        return START + Duration.ofSeconds(seconds).toNanos();
    }

    private static TopicListing topic(String name) {
        return new TopicListing(name, Uuid.randomUuid(), false);
    }

}
