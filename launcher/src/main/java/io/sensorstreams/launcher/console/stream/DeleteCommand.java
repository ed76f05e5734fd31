package io.sensorstreams.launcher.console.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.Confirmation;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Service;
import io.sensorstreams.launcher.console.show.Cells;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Deletes streams. Asks first. */
@Command(name = "delete",
        description = "Delete streams and their positions. Rows that were sent stay in Kafka and in files.")
final class DeleteCommand implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of streams.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    DeleteCommand(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Integer call() throws Exception {
        this.confirmation.requireAnswer(this.connection);
        Service producer = this.connection.producer();
        return this.connection.each(this.names, (name) -> delete(producer, name));
    }

    private int delete(Service producer, String name) throws IOException, InterruptedException {
        String path = Paths.of("streams", name);
        return this.confirmation.delete(this.connection, "Stream " + name, () -> question(producer.get(path).object()),
                () -> producer.send("DELETE", path, Api.NO_BODY));
    }

    private static String question(JsonNode stream) {
        return "Delete stream %s (%s, %s rows sent to %s)? Its position is lost. The rows stay in Kafka and in files."
            .formatted(stream.path("name").asString(""), Cells.text(stream.path("state")),
                    Cells.count(stream.path("rowsAcked")), stream.path("topic").asString(""));
    }

}
