package io.sensorstreams.launcher.console.group;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.show.Cells;
import io.sensorstreams.launcher.console.show.Terminal;
import tools.jackson.databind.JsonNode;

/**
 * Starts audits of some groups. While an audit runs, the service answers with that one:
 * it may be of other groups, and may have begun before the last rows were written.
 */
final class Audits {

    private static final long POLL_MILLIS = 250;

    private final Service consumer;

    private final List<String> groups;

    private final Terminal terminal;

    /**
     * Creates the starter of audits.
     * @param groups groups to audit; all when it is empty
     */
    Audits(Service consumer, List<String> groups, Terminal terminal) {
        this.consumer = consumer;
        this.groups = List.copyOf(groups);
        this.terminal = terminal;
    }

    /** Starts an audit and returns. */
    Reply start() throws IOException, InterruptedException {
        Set<String> known = known();
        Reply started = post();
        if (known.contains(id(started.object()))) {
            this.terminal.note("This audit ran already, so no other one is started; --wait starts one after its end");
        }
        return started;
    }

    /** Starts an audit after the end of others. Returns it when it has ended. */
    Reply verdict() throws IOException, InterruptedException {
        while (true) {
            awaitOthers();
            Set<String> known = known();
            Reply started = post();
            if (!known.contains(id(started.object()))) {
                Reply ended = awaitEnd(started);
                if (isOfTheseGroups(ended.object())) {
                    return ended;
                }
            }
        }
    }

    /** Returns the audit when it has ended. */
    Reply awaitEnd(Reply begun) throws IOException, InterruptedException {
        Reply reply = begun;
        for (JsonNode audit = reply.object(); AuditText.isRunning(audit); audit = reply.object()) {
            this.terminal.showPassing(AuditText.progress(audit));
            Thread.sleep(POLL_MILLIS);
            reply = this.consumer.get(Paths.of("audits", id(audit)));
        }
        return reply;
    }

    private void awaitOthers() throws IOException, InterruptedException {
        for (JsonNode audit : this.consumer.get(Paths.of("audits")).array()) {
            if (AuditText.isRunning(audit)) {
                this.terminal.note("Waiting for the end of another audit");
                awaitEnd(this.consumer.get(Paths.of("audits", id(audit))));
            }
        }
    }

    private Set<String> known() throws IOException, InterruptedException {
        return this.consumer.get(Paths.of("audits")).array().valueStream().map(Audits::id).collect(Collectors.toSet());
    }

    private Reply post() throws IOException, InterruptedException {
        byte[] body = this.groups.isEmpty() ? Api.NO_BODY : Api.json(Map.of("groups", this.groups));
        return this.consumer.send("POST", Paths.of("audits"), body);
    }

    /**
     * Checks that another client did not start the audit a moment before, for other
     * groups.
     */
    private boolean isOfTheseGroups(JsonNode audit) throws IOException, InterruptedException {
        // Earlier versions of the service do not name the groups.
        if (!AuditText.isCompleted(audit) || !audit.path("groups").isArray()) {
            return true;
        }
        Set<String> audited = texts(audit.path("groups").valueStream());
        return this.groups.isEmpty() ? audited.containsAll(all()) : audited.equals(Set.copyOf(this.groups));
    }

    private Set<String> all() throws IOException, InterruptedException {
        return texts(this.consumer.get(Paths.of("listeners")).array().valueStream().map((each) -> each.path("group")));
    }

    private static Set<String> texts(Stream<JsonNode> nodes) {
        return nodes.map((each) -> each.asString("")).collect(Collectors.toSet());
    }

    private static String id(JsonNode audit) {
        return Cells.text(audit.path("id"));
    }

}
