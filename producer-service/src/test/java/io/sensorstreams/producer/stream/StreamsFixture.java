package io.sensorstreams.producer.stream;

import java.nio.file.Path;

import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** A service on the broker of all tests, and its data directory. A test starts it. */
abstract class StreamsFixture {

    @TempDir
    static Path data;

    static TestService service;

    static ShownStreams streams;

    static void startService(String... settings) {
        service = TestService.start(TestKafka.bootstrapServers(), data, settings);
        streams = ShownStreams.of(service);
        TestStreams.awaitStarted(streams);
    }

    @AfterAll
    static void stop() {
        streams.all().forEach((stream) -> streams.delete(stream.spec().name()));
        service.close();
    }

}
