package io.sensorstreams.consumer.sink;

import java.util.List;
import java.util.Optional;

/**
 * All sinks of this service.
 *
 * @param all every sink, by group in the order of the configuration
 */
public record Sinks(List<Sink> all) {

    public Sinks {
        all = List.copyOf(all);
    }

    public List<String> groups() {
        return this.all.stream().map(Sink::group).distinct().toList();
    }

    public List<Sink> ofGroup(String group) {
        return this.all.stream().filter((sink) -> sink.group().equals(group)).toList();
    }

    public Optional<Sink> find(String group, String topic) {
        return this.all.stream().filter((sink) -> sink.group().equals(group) && sink.topic().equals(topic)).findFirst();
    }

}
