package io.sensorstreams.launcher.console;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Commands of the console against one service, which answers as a test tells it. */
abstract class ConsoleFixture {

    StubService service;

    SensorRun sensor;

    @BeforeEach
    void start() throws IOException {
        this.service = new StubService();
        this.sensor = new SensorRun(this.service.address());
    }

    @AfterEach
    void stop() {
        this.service.close();
    }

}
