package io.sensorstreams.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A {@link LocalKafka} by itself: prints its bootstrap servers and runs until it is
 * interrupted.
 */
public final class LocalKafkaApplication {

    private static final String USAGE = "Usage: LocalKafkaApplication [--brokers N] [--port P] [--dir D]";

    private LocalKafkaApplication() {
    }

    /** Exit codes: 2 for wrong usage, 3 when Kafka cannot start. */
    public static void main(String[] args) throws InterruptedException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        try {
            run(parse(List.of(args)));
        }
        catch (IllegalArgumentException e) {
            fail(2, e.getMessage() + "\n" + USAGE);
        }
        catch (IOException e) {
            fail(3, String.valueOf(e.getMessage()));
        }
    }

    private static void run(LocalKafkaSettings settings) throws IOException, InterruptedException {
        LocalKafka kafka = LocalKafka.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "kafka-close"));
        System.out.println(kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }

    static LocalKafkaSettings parse(List<String> args) {
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1).withPort(9092);
        Iterator<String> words = args.iterator();
        while (words.hasNext()) {
            String option = words.next();
            if (!words.hasNext()) {
                throw new IllegalArgumentException("Option " + option + " is unknown or has no value");
            }
            settings = with(settings, option, words.next());
        }
        return settings;
    }

    private static LocalKafkaSettings with(LocalKafkaSettings settings, String option, String value) {
        return switch (option) {
            case "--brokers" -> new LocalKafkaSettings(number(option, value), settings.port(), settings.directory());
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

    private static void fail(int code, String reason) {
        System.err.println(reason);
        System.exit(code);
    }

}
