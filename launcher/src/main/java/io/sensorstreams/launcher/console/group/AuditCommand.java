package io.sensorstreams.launcher.console.group;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.call.Service;
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

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "GROUP", arity = "0..*", description = "Only these groups. Default: all.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--wait", description = "Wait for the verdict. If another audit runs, wait for its end first.")
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
        Reply reply = reply(this.connection.consumer());
        JsonNode audit = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            AuditText.print(audit, this.connection.terminal());
        }
        return (AuditText.isRunning(audit) || AuditText.isClean(audit)) ? 0 : NOT_CLEAN;
    }

    private Reply reply(Service consumer) throws Exception {
        Audits audits = new Audits(consumer, this.groups, this.connection.terminal());
        if (this.shown != null) {
            Reply found = consumer.get(Paths.of("audits", this.shown));
            return this.wait ? audits.awaitEnd(found) : found;
        }
        return this.wait ? audits.verdict() : audits.start();
    }

}
