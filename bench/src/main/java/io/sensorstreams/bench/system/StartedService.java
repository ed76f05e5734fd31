package io.sensorstreams.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.PackagedService;

/** Packaged service that is ready, with its start time. */
public final class StartedService {

    private final PackagedService service;

    private final Duration startTime;

    /**
     * Starts the service and waits until it is ready.
     * @param name name of its module
     * @param settings its environment, without the address of the broker
     */
    StartedService(Lab lab, String name, StartCommand command, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", lab.bootstrapServers());
        Path log = lab.directory().resolve(name + ".log");
        List<String> words = command.words(name);
        long begin = System.nanoTime();
        this.service = PackagedService.launchBy(words, name, log, environment);
        this.service.awaitReady();
        this.startTime = Duration.ofNanos(System.nanoTime() - begin);
    }

    public Api api() {
        return this.service.api();
    }

    public int port() {
        return this.service.port();
    }

    long pid() {
        return this.service.process().pid();
    }

    /** Returns the time from the start of the process until readiness. */
    public Duration startTime() {
        return this.startTime;
    }

    public ProcessMemory memory() {
        return new ProcessMemory(pid());
    }

    /** Stops the service and waits for its end. */
    void stop() {
        this.service.stop();
    }

}
