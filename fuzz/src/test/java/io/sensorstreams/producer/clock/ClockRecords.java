package io.sensorstreams.producer.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.fuzz.StoredValues;
import io.sensorstreams.fuzz.Verify;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the topic with the clocks. */
public final class ClockRecords implements StoredValues<ClockTime> {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public TopicTable.Decoder<ClockTime> decoder() {
        return new StoredClocks(InstantSource.fixed(NOW));
    }

    @Override
    public String key() {
        return "august";
    }

    @Override
    public String template() {
        return """
                {"name":"august","spec":{"from":"2023-08-01","to":"2023-09-01T00:00+02:00","zone":"Europe/Oslo",
                "speedup":60.0,"maxGap":"1h"},"origin":"o","state":"RUNNING","lines":[{"at":"2026-01-01T00:00:00Z",
                "event":1690848000000,"speedup":60.0,"seek":0,"start":1690848000000}]}""";
    }

    @Override
    public byte[] write(ClockTime value) {
        return ClockTopic.record(value.definition().name(), value.definition()).value();
    }

    @Override
    public Object essence(ClockTime value) {
        return value.definition();
    }

    /** What replicas do with a clock. */
    @Override
    public void use(ClockTime time) throws RefusedRecordException {
        ClockDefinition clock = time.definition();
        for (Instant now : new Instant[] { Instant.EPOCH, NOW, clock.lines().get(0).at(),
                Instant.parse("2199-12-31T23:59:59Z") }) {
            long event = clock.eventAt(now);
            Verify.that(
                    event <= clock.spec().end() || event == clock.lines().get(0).event()
                            || clock.lines().stream().anyMatch((line) -> line.event() == event),
                    () -> "shows " + event);
            clock.localTimeAt(now);
            clock.stateAt(now);
            clock.isEndedAt(now);
            time.eventAt(now.getEpochSecond());
            time.lineAt(now.getEpochSecond());
            time.nextChange(now.getEpochSecond());
            time.due(event, clock.seeks(), now.getEpochSecond());
            clock.whenShows(event);
            kept(clock.started(clock.effect(now, Duration.ofSeconds(1)), now));
            kept(clock.held(clock.effect(now, Duration.ofSeconds(1)), ClockState.PAUSED, now));
            kept(clock.sought(clock.effect(now, Duration.ofSeconds(1)), clock.spec().first(), now));
            kept(clock.withSpec(clock.spec().withSpeedup(2), now, Duration.ofSeconds(1)));
        }
        clock.spec().refusal("2023-08-02");
    }

    /** A clock that was changed can be read again, unless it has very many parts. */
    private void kept(ClockDefinition changed) throws RefusedRecordException {
        byte[] value = ClockTopic.record(changed.name(), changed).value();
        if (changed.lines().size() <= 2_000) {
            decoder().decode(new ConsumerRecord<>("sensor-clocks", 0, 8, changed.name(), value));
        }
    }

}
