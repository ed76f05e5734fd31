package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.sensorstreams.producer.definition.BrokerUnavailableException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.source.OnBadRow;
import io.sensorstreams.producer.source.Source;
import io.sensorstreams.producer.source.TestSources;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * Creates specs and files for tests, and waits for their results.
 */
public final class TestStreams {

    public static final Pace UNLIMITED = new Pace.Unlimited();

    private TestStreams() {
    }

    /** Creates a file with numbered rows of three stations, one second apart. */
    public static String csv(Path data, String name, int rows) {
        return write(data, name,
                IntStream.range(0, rows)
                    .mapToObj((i) -> "31/08/2023 %02d:%02d:%02d,S%d,%d.0\n".formatted(i / 3600 % 24, i / 60 % 60,
                            i % 60, i % 3, i))
                    .collect(Collectors.joining("", "Time,Station,Value\n", "")));
    }

    public static String write(Path data, String name, String content) {
        try {
            Files.writeString(data.resolve(name), content);
            return name;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Spec of a stream of a file; the topic has the name of the stream. */
    public static StreamSpec spec(String name, String file, Pace pace) {
        return new StreamSpec(name, name, source(file, OnBadRow.DEAD_LETTER, false), pace, Partitioning.STATION,
                Delivery.EXACTLY_ONCE, null, true);
    }

    public static Source source(String file, OnBadRow onBadRow, boolean loop) {
        return TestSources.csv(file, Map.of("onBadRow", onBadRow, "loop", loop));
    }

    public static StreamSpec with(StreamSpec spec, Source source, @Nullable Long limit) {
        return new StreamSpec(spec.name(), spec.topic(), source, spec.pace(), spec.partitioning(), spec.delivery(),
                limit, spec.autoStart());
    }

    public static StreamSpec with(StreamSpec spec, Partitioning partitioning, Delivery delivery) {
        return new StreamSpec(spec.name(), spec.topic(), spec.source(), spec.pace(), partitioning, delivery,
                spec.limit(), spec.autoStart());
    }

    /** Result of {@link TopicReader#rows} for complete runs. */
    static List<String> identities(String stream, long run, long rows) {
        return LongStream.range(0, rows).mapToObj((seq) -> stream + "/" + run + "/" + seq).toList();
    }

    /** Waits until the service is connected to its broker. */
    static void awaitStarted(ShownStreams streams) {
        await().atMost(Duration.ofSeconds(30))
            .ignoreExceptionsInstanceOf(BrokerUnavailableException.class)
            .until(() -> streams.all() != null);
    }

    static StreamView awaitState(ShownStreams streams, String name, StreamState state) {
        return awaitView(streams, name, (view) -> {
            if (view.state() != state) {
                throw new AssertionError(view.toString());
            }
        });
    }

    static StreamView awaitRows(ShownStreams streams, String name, long rows) {
        return awaitView(streams, name, (view) -> {
            if (view.rowsAcked() < rows) {
                throw new AssertionError(view.toString());
            }
        });
    }

    static StreamView awaitView(ShownStreams streams, String name, Consumer<StreamView> assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertion.accept(streams.find(name)));
        return streams.find(name);
    }

}
