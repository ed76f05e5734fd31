package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.harness.ChildProcess;
import io.sensorstreams.harness.JavaCommand;
import io.sensorstreams.launcher.api.RestClient;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Patience.Wait;

/** Runs one of the two services as a separate process. */
final class ServiceProcess {

    /** Longer than the shutdown timeout of a service. */
    private static final Duration STOP = Duration.ofSeconds(40);

    /** Added to the signal in the exit code of a process that a signal ended. */
    private static final int SIGNALLED = 128;

    private final String name;

    private final ChildProcess process;

    private final RestClient rest;

    private ServiceProcess(String name, ChildProcess process, RestClient rest) {
        this.name = name;
        this.process = process;
        this.rest = rest;
    }

    static ServiceProcess start(JavaCommand command, Map<String, String> environment, Path log, RestClient rest)
            throws StartException, IOException {
        if (!Files.exists(command.jar())) {
            throw new StartException(command.jar() + " does not exist; build it with mvn package");
        }
        // Keeps the file for programs that follow it.
        Files.writeString(log, "");
        ChildProcess process = new ChildProcess(command.guardedWords(), environment, log);
        return new ServiceProcess(command.service(), process, rest);
    }

    String name() {
        return this.name;
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

    /** Fails when the process has ended: another program may answer at its port. */
    void requireAlive() throws StartException {
        if (!this.process.isAlive()) {
            int code = this.process.exitCode();
            String reason = (code > SIGNALLED)
                    ? "signal " + (code - SIGNALLED) + " ended it; start again with the same --out to continue"
                    : reason(this.process.log());
            throw new StartException(this.name + " died: " + reason + " (its log is " + this.process.log() + ")");
        }
    }

    /**
     * Returns the line of a log that most likely contains the reason why the service
     * ended: the description of Spring Boot's failure analysis, else the last error, else
     * the last line.
     */
    static String reason(Path log) {
        List<String> lines = lines(log);
        int description = lines.lastIndexOf("Description:");
        if (description >= 0 && description + 1 < lines.size()) {
            return lines.get(description + 1);
        }
        String last = lines.isEmpty() ? "it wrote nothing" : lines.get(lines.size() - 1);
        return lines.stream()
            .filter((line) -> line.contains(" ERROR ") || line.startsWith("Caused by:") || line.startsWith("Error:"))
            .reduce((first, second) -> second)
            .orElse(last);
    }

    private static List<String> lines(Path log) {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
        }
        catch (IOException e) {
            return List.of();
        }
    }

    /** Asks the service to end, and kills it when it does not end in time. */
    void stop() {
        this.process.stopOrKill(STOP);
    }

}
