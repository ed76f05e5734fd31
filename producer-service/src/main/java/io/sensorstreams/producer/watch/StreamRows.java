package io.sensorstreams.producer.watch;

import io.sensorstreams.common.web.live.RowSource;
import io.sensorstreams.common.web.live.Watcher;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamTopic;

/** The rows of one stream, as long as it sends to the same topic. */
final class StreamRows implements RowSource {

    private final String stream;

    private final String topic;

    private final StreamTopic definitions;

    private final WatchedTopics topics;

    StreamRows(StreamDefinition stream, StreamTopic definitions, WatchedTopics topics) {
        this.stream = stream.name();
        this.topic = stream.spec().topic();
        this.definitions = definitions;
        this.topics = topics;
    }

    @Override
    public void add(Watcher watcher) {
        this.topics.add(this.topic, this.stream, watcher);
    }

    @Override
    public void remove(Watcher watcher) {
        this.topics.remove(this.topic, watcher);
    }

    @Override
    public boolean isValid() {
        return this.definitions.find(this.stream)
            .filter((known) -> known.spec().topic().equals(this.topic))
            .isPresent();
    }

}
