package io.sensorstreams.consumer.group;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.sensorstreams.consumer.commit.TransactionalId.Owner;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerSpecTest {

    private final Sinks sinks = new Sinks(List.of(sink("AIR", "AIR"), sink("EARTH", "EARTH"), sink("copy", "AIR")));

    @Test
    void eachGroupHasAListenerOfAllItsTopics() {
        assertThat(ListenerSpec.of(assign(""), this.sinks)).extracting(ListenerSpec::id)
            .containsExactly("AIR", "EARTH", "copy");
    }

    @Test
    void eachGroupReadsTheAssignedPartitionsOfItsTopic() {
        assertThat(ListenerSpec.of(assign("AIR:0,AIR:2,AIR:0"), this.sinks)).containsExactly(
                new ListenerSpec("AIR-AIR", "AIR", "one-AIR-AIR", List.of("AIR"), List.of(0, 2)),
                new ListenerSpec("copy-AIR", "copy", "one-copy-AIR", List.of("AIR"), List.of(0, 2)));
    }

    @Test
    void listenersHaveDistinctIdsWhenNamesContainTheSeparator() {
        Sinks joined = new Sinks(List.of(sink("a", "b-c"), sink("a-b", "c")));

        assertThat(ListenerSpec.of(assign("b-c:0,c:0"), joined)).extracting(ListenerSpec::id)
            .containsExactly("a-b-c", "a-b/c");
    }

    @Test
    void recognizesOnlyClientsOfTheReplica() {
        Owner owner = new Owner("a", "b");

        assertThat(ListenerSpec.isClientOf("a-b-12", owner)).isTrue();
        assertThat(ListenerSpec.isClientOf("a-b-b-0", owner)).isFalse();
    }

    private static SensorProperties assign(String partitions) {
        Map<String, String> settings = Map.of("sensor.output-dir", "out", "sensor.instance", "one", "sensor.assign",
                partitions);
        return new Binder(new MapConfigurationPropertySource(settings)).bind("sensor", SensorProperties.class).get();
    }

    private static Sink sink(String group, String topic) {
        return new Sink(group, topic, Path.of("out"), FileFormat.JSONL);
    }

}
