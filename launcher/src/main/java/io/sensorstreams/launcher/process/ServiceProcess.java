package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.JavaCommand;
import io.sensorstreams.launcher.api.RestClient;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Wait;

/** Runs one of the two services as a separate process. */
final class ServiceProcess {

    /** Longer than the shutdown timeout of a service. */
    private static final Duration STOP = Duration.ofSeconds(40);

    /**
     * Added to the signal number in the exit code of a process that a signal ended.
     */
    private static final int SIGNALLED = 128;

    private final String name;

    private final ChildProcess process;

    private final ServiceLog log;

    private final RestClient rest;

    private ServiceProcess(String name, ChildProcess process, ServiceLog log, RestClient rest) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.rest = rest;
    }

    static ServiceProcess start(JavaCommand command, Map<String, String> environment, Path log, RestClient rest)
            throws StartException {
        if (!Files.exists(command.jar())) {
            throw new StartException(command.jar() + " does not exist; build it with mvn package");
        }
        try {
            // Keeps the file for programs that follow it.
            Files.writeString(log, "");
            ChildProcess process = new ChildProcess(command.guardedWords(), environment, log);
            return new ServiceProcess(command.service(), process, new ServiceLog(log), rest);
        }
        catch (IOException | UncheckedIOException e) {
            throw new StartException(command.service() + " cannot start: " + e.getMessage(), e);
        }
    }

    /** Waits until the service is ready. Fails when its process ends. */
    void awaitReady(Patience patience) throws StartException, InterruptedException {
        Wait wait = patience.on(this.name + " to be ready");
        Optional<String> reason = this.rest.unready(wait);
        while (reason.isPresent()) {
            wait.pause(reason.get());
            reason = this.rest.unready(wait);
        }
        requireAlive();
    }

    /**
     * Checks that the process is alive. After it has died, another program may answer at
     * its port.
     */
    void requireAlive() throws StartException {
        if (!this.process.isAlive()) {
            int code = this.process.exitCode();
            String reason = (code > SIGNALLED)
                    ? "signal " + (code - SIGNALLED) + " ended it; start again with the same --out to continue"
                    : this.log.reason();
            throw new StartException(this.name + " died: " + reason + " (its log is " + this.log.path() + ")");
        }
    }

    /**
     * Stops the service with SIGTERM and waits for it. Kills it when it does not end in
     * time.
     */
    void stop() {
        this.process.stopOrKill(STOP);
    }

}
