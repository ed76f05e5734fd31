package io.sensorstreams.consumer.replay;

import java.util.List;

import io.sensorstreams.consumer.group.UnknownGroupException;
import io.sensorstreams.consumer.group.UnknownTopicException;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;

import org.springframework.stereotype.Component;

@Component
class GroupSinks {

    private final Sinks sinks;

    GroupSinks(Sinks sinks) {
        this.sinks = sinks;
    }

    /**
     * Finds the sink of a request, or throws the exception for an unknown group or topic.
     */
    Sink find(String group, String topic) {
        List<Sink> ofGroup = this.sinks.ofGroup(group);
        if (ofGroup.isEmpty()) {
            throw new UnknownGroupException(group, this.sinks.all().stream().map(Sink::group).distinct().toList());
        }
        return this.sinks.find(group, topic)
            .orElseThrow(() -> new UnknownTopicException(topic, group, ofGroup.stream().map(Sink::topic).toList()));
    }

}
