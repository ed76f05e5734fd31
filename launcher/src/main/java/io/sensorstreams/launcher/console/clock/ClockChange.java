package io.sensorstreams.launcher.console.clock;

import java.util.List;
import java.util.concurrent.Callable;

import io.sensorstreams.harness.Api;
import io.sensorstreams.launcher.console.call.Connection;
import io.sensorstreams.launcher.console.call.Paths;
import io.sensorstreams.launcher.console.call.Reply;
import io.sensorstreams.launcher.view.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives a clock another speed or another time. */
abstract class ClockChange implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "NAME", index = "0", description = "Name of the clock.")
    private String name = "";

    ClockChange(Connection connection) {
        this.connection = connection;
    }

    final Integer change(String method, String action, byte[] body) throws Exception {
        Reply reply = this.connection.producer().send(method, Paths.of("clocks", this.name) + action, body);
        JsonNode clock = reply.object();
        if (this.connection.isJson()) {
            this.connection.terminal().printRaw(reply.text());
        }
        else {
            ClocksTable.print(List.of(clock), this.connection.terminal());
        }
        return 0;
    }

    /** Changes the speed. */
    @Command(name = "speed", description = "Change the speed of a clock. A running clock changes at once.")
    static final class Speed extends ClockChange {

        @Parameters(paramLabel = "N", index = "1",
                description = "How much faster it is than the wall clock: with 60, a minute takes a second.")
        private double speedup;

        Speed(Connection connection) {
            super(connection);
        }

        @Override
        public Integer call() throws Exception {
            return change("PATCH", "", Api.json(Json.object().put("speedup", this.speedup)));
        }

    }

    /** Sets the time. */
    @Command(name = "seek",
            description = "Set a clock to another time. Rows before a later time are not sent. Rows since an earlier one are sent again, as another run.")
    static final class Seek extends ClockChange {

        @Parameters(paramLabel = "TIME", index = "1", description = "Event time, such as 2024-01-05T12:00.")
        private String to = "";

        Seek(Connection connection) {
            super(connection);
        }

        @Override
        public Integer call() throws Exception {
            return change("POST", "/seek", Api.json(Json.object().put("to", this.to)));
        }

    }

}
