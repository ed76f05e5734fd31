package io.sensorstreams.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs a {@link LocalKafka} as a separate process, or one node of a cluster whose nodes
 * are separate processes. Prints the bootstrap servers when it serves clients, and runs
 * until it is interrupted.
 */
public final class LocalKafkaApplication {

    private static final String USAGE = "Usage: LocalKafkaApplication [--brokers N] [--port P] [--dir D]\n"
            + "       LocalKafkaApplication --node K --brokers N --port P --dir D: node K alone; takes the ports from P to P+2N-1";

    private LocalKafkaApplication() {
    }

    /** Exit codes: 2 for wrong usage, 3 when Kafka cannot start. */
    public static void main(String[] args) throws InterruptedException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        try {
            run(Command.parse(List.of(args)));
        }
        catch (IllegalArgumentException e) {
            fail(2, e.getMessage() + "\n" + USAGE);
        }
        catch (IOException e) {
            fail(3, String.valueOf(e.getMessage()));
        }
    }

    private static void run(Command command) throws IOException, InterruptedException {
        LocalKafkaSettings settings = command.settings();
        if (command.node().isPresent()) {
            LocalKafkaNode node = LocalKafkaNode.start(settings, command.node().getAsInt());
            serve(settings.bootstrapServers(), node::stop);
        }
        else {
            LocalKafka kafka = LocalKafka.start(settings);
            serve(kafka.bootstrapServers(), kafka::close);
        }
    }

    private static void serve(String bootstrapServers, Runnable stop) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "kafka-close"));
        System.out.println(bootstrapServers);
        new CountDownLatch(1).await();
    }

    private static void fail(int code, String reason) {
        System.err.println(reason);
        System.exit(code);
    }

    /**
     * Parsed command line.
     *
     * @param settings settings of the cluster
     * @param node the only node to start; empty to start all of them
     */
    record Command(LocalKafkaSettings settings, OptionalInt node) {

        Command {
            node.ifPresent((number) -> requireNode(settings, number));
        }

        private static void requireNode(LocalKafkaSettings settings, int node) {
            if (node < 1 || node > settings.nodes()) {
                throw new IllegalArgumentException("Node " + node + ", expected 1 to " + settings.nodes());
            }
            if (settings.directory().isEmpty() || settings.port() == 0) {
                throw new IllegalArgumentException("Option --node requires --port and --dir of its cluster");
            }
        }

        static Command parse(List<String> args) {
            LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1).withPort(9092);
            OptionalInt node = OptionalInt.empty();
            Iterator<String> words = args.iterator();
            while (words.hasNext()) {
                String option = words.next();
                if (!words.hasNext()) {
                    throw new IllegalArgumentException("Option " + option + " is unknown or has no value");
                }
                String value = words.next();
                if (option.equals("--node")) {
                    node = OptionalInt.of(number(option, value));
                }
                else {
                    settings = with(settings, option, value);
                }
            }
            return new Command(settings, node);
        }

        private static LocalKafkaSettings with(LocalKafkaSettings settings, String option, String value) {
            return switch (option) {
                case "--brokers" ->
                    new LocalKafkaSettings(number(option, value), settings.port(), settings.directory());
                case "--port" -> settings.withPort(number(option, value));
                case "--dir" -> settings.withDirectory(Path.of(value));
                default -> throw new IllegalArgumentException("Option " + option + " is unknown");
            };
        }

        private static int number(String option, String value) {
            try {
                return Integer.parseInt(value);
            }
            catch (NumberFormatException e) {
                throw new IllegalArgumentException("Option " + option + " is '" + value + "', expected a number", e);
            }
        }

    }

}
