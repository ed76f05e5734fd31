package io.sensorstreams.producer.stream;

import java.util.List;

import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.replica.StreamRunners;
import io.sensorstreams.producer.run.SensorStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;

final class ProgressLog {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProgressLog.class);

    /** With more streams than this, one line has their sums. */
    private static final int MOST = 10;

    private final StreamRunners runners;

    ProgressLog(StreamRunners runners) {
        this.runners = runners;
    }

    @Scheduled(fixedRateString = "10s", initialDelayString = "10s")
    void write() {
        List<SensorStream> running = this.runners.all()
            .stream()
            .filter((stream) -> stream.state() == StreamState.RUNNING)
            .toList();
        if (running.size() <= MOST) {
            running.forEach(ProgressLog::write);
        }
        else {
            LOGGER.atInfo()
                .addKeyValue("streams", running.size())
                .addKeyValue("acknowledged",
                        running.stream().mapToLong((stream) -> stream.committed().rowsSent()).sum())
                .addKeyValue("perSecond", Math.round(running.stream().mapToDouble(SensorStream::ratePerSecond).sum()))
                .addKeyValue("lagMillis", running.stream().mapToLong(SensorStream::lagMillis).max().orElse(0))
                .log("Streams run");
        }
    }

    private static void write(SensorStream stream) {
        LOGGER.atInfo()
            .addKeyValue("stream", stream.name())
            .addKeyValue("topic", stream.definition().spec().topic())
            .addKeyValue("acknowledged", stream.committed().rowsSent())
            .addKeyValue("rejected", stream.committed().rowsRejected())
            .addKeyValue("perSecond", Math.round(stream.ratePerSecond()))
            .addKeyValue("lagMillis", stream.lagMillis())
            .log("Stream runs");
    }

}
