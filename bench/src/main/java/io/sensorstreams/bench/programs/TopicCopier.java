package io.sensorstreams.bench.programs;

import java.io.IOException;
import java.util.Properties;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * Copies the records of a topic to another with Kafka Streams, exactly once. Ends with
 * its standard input.
 */
public final class TopicCopier {

    private TopicCopier() {
    }

    /**
     * Runs the program.
     * @param arguments bootstrap servers, both topics, milliseconds between commits,
     * directory of its state, and the application id
     */
    public static void main(String[] arguments) throws IOException {
        Properties settings = settings(arguments[0], arguments[3], arguments[4], arguments[5]);
        try (KafkaStreams streams = new KafkaStreams(copy(arguments[1], arguments[2]), settings)) {
            streams.setUncaughtExceptionHandler((failure) -> {
                failure.printStackTrace();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            while (System.in.read() >= 0) {
                // Nobody writes. The end of the input ends the program.
            }
        }
    }

    static Topology copy(String from, String to) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(from).to(to);
        return builder.build();
    }

    /** The producer has the settings of the producer-service. */
    private static Properties settings(String bootstrapServers, String commitMillis, String state, String application) {
        Properties settings = new Properties();
        settings.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.setProperty(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.setProperty(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        settings.setProperty(StreamsConfig.STATE_DIR_CONFIG, state);
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        ServiceSettings.PRODUCER
            .forEach((name, value) -> settings.setProperty(StreamsConfig.producerPrefix(name), value));
        return settings;
    }

}
