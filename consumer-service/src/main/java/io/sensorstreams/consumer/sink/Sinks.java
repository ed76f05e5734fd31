package io.sensorstreams.consumer.sink;

import java.util.List;
import java.util.Optional;

public final class Sinks {

    private final List<Sink> sinks;

    public Sinks(List<Sink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    /** Every sink, by group in the order of the configuration. */
    public List<Sink> all() {
        return this.sinks;
    }

    /** All groups, in the order of the configuration. */
    public List<String> groups() {
        return this.sinks.stream().map(Sink::group).distinct().toList();
    }

    public List<Sink> ofGroup(String group) {
        return this.sinks.stream().filter((sink) -> sink.group().equals(group)).toList();
    }

    public Optional<Sink> find(String group, String topic) {
        return this.sinks.stream()
            .filter((sink) -> sink.group().equals(group) && sink.topic().equals(topic))
            .findFirst();
    }

}
