package io.sensorstreams.producer.watch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.sensorstreams.common.web.live.Watcher;
import org.apache.kafka.clients.consumer.Consumer;

/** The topics that are read for watchers of this replica. Thread-safe; never waits. */
final class WatchedTopics {

    private final Function<String, Consumer<byte[], byte[]>> consumers;

    private final Map<String, WatchedTopic> topics = new ConcurrentHashMap<>();

    WatchedTopics(Function<String, Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    void add(String topic, String stream, Watcher watcher) {
        this.topics
            .compute(topic,
                    (name, read) -> ((read != null) ? read : new WatchedTopic(name, this.consumers)).add(stream,
                            watcher))
            .start();
    }

    void remove(String topic, Watcher watcher) {
        this.topics.computeIfPresent(topic, (name, read) -> read.remove(watcher).orElse(null));
    }

}
