package io.sensorstreams.launcher.console.group;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.Api.Answer;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Json;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.show.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Starts, awaits and shows audits. */
@Command(name = "audit", description = "Compare Kafka with the files, row by row.", footer = { "",
        "Exit code: 0 when the verdict is CLEAN or the audit still runs, 1 when the verdict is another one." })
final class AuditCommand implements Callable<Integer> {

    private static final int NOT_CLEAN = 1;

    private static final long POLL_MILLIS = 250;

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "GROUP", arity = "0..*", description = "Only these groups. Default: all.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--wait", description = "Wait for the verdict. An audit that runs already ends first.")
    private boolean wait;

    @Option(names = "--show", paramLabel = "ID",
            description = "Show this audit instead of starting one: its id, or latest.")
    private @Nullable String shown;

    AuditCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        if (this.shown != null && !this.groups.isEmpty()) {
            throw this.connection.wrongUsage("--show shows an audit and starts none, so no GROUP goes with it");
        }
        Service consumer = this.connection.consumer();
        if (this.wait && this.shown == null) {
            awaitOthers(consumer);
        }
        Answer answer = (this.shown != null) ? consumer.get(Paths.of("audits", this.shown)) : start(consumer);
        if (this.wait) {
            answer = toItsEnd(consumer, answer);
        }
        JsonNode audit = Json.read(answer.text());
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(answer.text());
        }
        else {
            AuditText.print(audit, this.connection.terminal());
        }
        return (AuditText.isRunning(audit) || AuditText.isClean(audit)) ? 0 : NOT_CLEAN;
    }

    private Answer start(Service consumer) throws IOException, InterruptedException {
        byte[] body = this.groups.isEmpty() ? Api.NO_BODY : Api.json(Map.of("groups", this.groups));
        return consumer.send("POST", Paths.of("audits"), body);
    }

    /**
     * Waits for audits that run: the service would answer with them, and they may have
     * begun before the last rows were written.
     */
    private void awaitOthers(Service consumer) throws IOException, InterruptedException {
        JsonNode audits = Json.read(consumer.get(Paths.of("audits")).text());
        for (JsonNode audit : audits) {
            if (AuditText.isRunning(audit)) {
                this.connection.terminal().note("Another audit runs, its end is awaited");
                toItsEnd(consumer, consumer.get(Paths.of("audits", Json.text(audit.path("id")))));
            }
        }
    }

    private Answer toItsEnd(Service consumer, Answer begun) throws IOException, InterruptedException {
        Terminal terminal = this.connection.terminal();
        Answer answer = begun;
        JsonNode audit = Json.read(answer.text());
        while (AuditText.isRunning(audit)) {
            terminal.showPassing(AuditText.progress(audit));
            Thread.sleep(POLL_MILLIS);
            answer = consumer.get(Paths.of("audits", Json.text(audit.path("id"))));
            audit = Json.read(answer.text());
        }
        return answer;
    }

}
