package io.sensorstreams.producer.definition;

import java.time.Instant;
import java.util.Optional;

import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.fuzz.StoredValues;
import io.sensorstreams.fuzz.Verify;
import io.sensorstreams.producer.publish.StreamPosition;
import tools.jackson.databind.json.JsonMapper;

/** Records of the topic with the definitions of streams. */
public final class DefinitionRecords implements StoredValues<StreamDefinition> {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Override
    public TopicTable.Decoder<StreamDefinition> decoder() {
        return new StoredDefinitions(() -> 1);
    }

    @Override
    public String key() {
        return "air";
    }

    @Override
    public String template() {
        return """
                {"spec":{"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR2308.csv","order":"file",
                "missing":["---",""],"onBadRow":"dead-letter","loop":false,"timeColumn":"Time","timeFormat":"auto",
                "stationColumn":"Station","dialect":{"delimiter":";","headerLine":1},"timeZone":"Europe/Oslo",
                "from":"2023-08-01","to":"2023-08-02"},"pace":{"type":"event-time","speedup":60.0,"maxGap":"1h"},
                "partitioning":"station","delivery":"exactly-once","limit":10,"autoStart":true},"wanted":"RUNNING",
                "origin":"o","startedAt":"2026-01-01T00:00:00Z","continued":1}""";
    }

    @Override
    public byte[] write(StreamDefinition value) {
        return MAPPER.writeValueAsBytes(value);
    }

    @Override
    public void use(StreamDefinition stream) {
        StreamPosition first = stream.position(Optional.empty());
        Verify.equal(first.stream(), stream.name(), "stream of the position");
        Verify.that(first.run() == 1 && first.row() == 0, () -> "first position " + first);
        Verify.that(stream.name().matches("[A-Za-z0-9._-]{1,100}"), () -> "name '" + stream.name() + "'");
        Verify.that(stream.spec().topic().matches("[A-Za-z0-9._-]{1,245}"),
                () -> "topic '" + stream.spec().topic() + "'");
        Verify.that(!stream.spec().topic().startsWith("__"), () -> "topic '" + stream.spec().topic() + "'");
        stream.spec()
            .source()
            .fileName()
            .ifPresent(
                    (file) -> Verify.that(!file.contains("/") && !file.startsWith("."), () -> "file '" + file + "'"));
        stream.stateAt(first, false);
        stream.spec().pace().targetPerSecond();
        stream.spec().pace().clockName();
        stream.started(Instant.EPOCH).paused().started(Instant.EPOCH).stopped();
        stream.continued(Instant.EPOCH);
        Verify.that(stream.withSpec(stream.spec()).origin().equals(stream.origin()), () -> "another origin");
        stream.spec().source().zoneOfTimes();
        if (stream.spec().pace().clockName().isEmpty()) {
            long due = stream.spec()
                .pace()
                .schedule(java.time.InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), 0)
                .nextDue(0);
            Verify.that(due >= 0, () -> "due at " + due);
        }
    }

}
