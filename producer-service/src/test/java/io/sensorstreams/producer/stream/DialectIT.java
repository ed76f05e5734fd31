package io.sensorstreams.producer.stream;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.source.TestSources;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Streams of files in other dialects than the standard. */
class DialectIT extends StreamsFixture {

    private static final TopicReader TOPICS = new TopicReader(TestKafka.bootstrapServers());

    private static final Map<String, Object> EUROPE = Map.of("delimiter", ";", "decimal", ",", "encoding",
            "windows-1252");

    @BeforeAll
    static void start() {
        startService();
    }

    @Test
    void sendsAndContinuesAFileInADeclaredDialect() throws IOException {
        write("europe.csv", "sep=;\r\nZeit;Station;T °C;\r\n1;Köln;12,50;\r\n;;;\r\n2;Köln\r\n", "windows-1252");
        streams.create(spec("europe", Map.of("dialect", EUROPE)));

        StreamView view = awaitState(streams, "europe", StreamState.COMPLETED);
        assertThat(view.rowsTotal()).isEqualTo(2);
        FileFormat format = Objects.requireNonNull(view.format());
        assertThat(format.dialect().decimal()).isEqualTo(",");
        assertThat(format.dialect().encoding()).isEqualTo("windows-1252");

        Files.write(data.resolve("europe.csv"), "3;Ulm;-1,5;\r\n".getBytes(StandardCharsets.US_ASCII),
                StandardOpenOption.APPEND);
        streams.start("europe");
        TestStreams.awaitRows(streams, "europe", 2);

        assertThat(awaitState(streams, "europe", StreamState.COMPLETED).format()).isEqualTo(format);
        assertThat(TOPICS.read("europe")).extracting(ConsumerRecord::value)
            .containsExactlyInAnyOrder("{\"Zeit\":1,\"Station\":\"Köln\",\"T °C\":12.50,\"column4\":null}",
                    "{\"Zeit\":3,\"Station\":\"Ulm\",\"T °C\":-1.5,\"column4\":null}");
        assertThat(TOPICS.read("europe-dlt")).singleElement()
            .satisfies((letter) -> assertThat(letter.headers().lastHeader("error.line").value()).asString()
                .isEqualTo("5"));
    }

    @Test
    void findsTheEncodingByItsMark() throws IOException {
        write("marked.csv", "\ufeffa,b\r\n1,é\r\n", "UTF-16LE");
        streams.create(spec("marked", Map.of()));

        StreamView view = awaitState(streams, "marked", StreamState.COMPLETED);

        assertThat(Objects.requireNonNull(view.format()).dialect().encoding()).isEqualTo("UTF-16LE");
        assertThat(TOPICS.read("marked")).extracting(ConsumerRecord::value).containsExactly("{\"a\":1,\"b\":\"é\"}");
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        write("other.csv", "\ufeffa,b\r\n1,2\r\n", "UTF-16LE");

        assertThatExceptionOfType(InvalidStreamException.class)
            .isThrownBy(() -> streams.create(spec("other", Map.of("dialect", Map.of("encoding", "UTF-8")))))
            .satisfies((e) -> assertThat(e.errors().get("source.dialect")).startsWith("other.csv looks encoded in "));
        assertThatExceptionOfType(InvalidStreamException.class)
            .isThrownBy(() -> streams.create(spec("other", Map.of("dialect", Map.of("columns", List.of("a", "a"))))))
            .satisfies((e) -> assertThat(e.errors()).containsOnlyKeys("source.dialect.columns[1]"));
    }

    private static void write(String file, String content, String encoding) throws IOException {
        Files.write(data.resolve(file), content.getBytes(Charset.forName(encoding)));
    }

    /** The file has the name of the stream. */
    private static StreamSpec spec(String name, Map<String, ?> settings) {
        return new StreamSpec(name, name, TestSources.csv(name + ".csv", settings), UNLIMITED, Partitioning.STATION,
                Delivery.EXACTLY_ONCE, null, true);
    }

}
