package io.sensorstreams.launcher.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sensorstreams.launcher.console.show.Terminal;

/**
 * Runs commands against a server in this process and prints nothing. The script runs it
 * once to archive the classes that every command needs.
 */
public final class Rehearsal {

    private static final String ANSWER = """
            [{"name":"a","group":"a","topic":"A","file":"A.csv","partition":0,"rows":1.50,"rate":2,"state":"RUNNING",
            "topics":["A"],"rowsTotal":2,"ratePerSecond":1.0,"sealed":true,"reason":null}]""";

    private static final List<List<String>> COMMANDS = List.of(List.of("streams"), List.of("start", "a"),
            List.of("stream", "a", "--file", "A.csv", "--rate", "5"), List.of("partitions"), List.of("groups"),
            List.of("files"), List.of("tail", "A"), List.of("streams", "--output", "json"), List.of("delete", "a"));

    private Rehearsal() {
    }

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Rehearsal::answer);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> environment = Map.of("SENSOR_PRODUCER_URL", address, "SENSOR_CONSUMER_URL", address);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, new BufferedReader(Reader.nullReader()),
                new Terminal.Kind(true, true, false, 80));
        COMMANDS
            .forEach((command) -> Console.commandLine(environment, terminal).execute(command.toArray(new String[0])));
        server.stop(0);
    }

    /** Refuses what would change something, so that failures are rehearsed, too. */
    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean reads = exchange.getRequestMethod().equals("GET");
        byte[] body = (reads ? ANSWER : "{\"type\":\"x:stream-exists\",\"errors\":{\"a\":\"b\"}}")
            .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reads ? 200 : 409, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

}
