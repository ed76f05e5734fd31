package io.sensorstreams.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(60)
class LocalKafkaIT {

    private static final String TOPIC = "AIR";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void keepsCommittedRecordsAcrossARestart(int nodes) throws Exception {
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(nodes).withDirectory(this.directory);
        try (LocalKafka kafka = LocalKafka.start(settings)) {
            createTopic(kafka);
            sendInTransaction(kafka, "1", "2", "3");
            assertThat(read(kafka, 3)).containsExactly("1", "2", "3");
        }

        try (LocalKafka kafka = LocalKafka.start(settings)) {
            sendInTransaction(kafka, "4");
            assertThat(read(kafka, 4)).containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void deletesATemporaryDirectory() throws IOException {
        LocalKafka kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(1));
        Path temporary = kafka.directory();
        assertThat(temporary).isDirectory();

        kafka.close();

        assertThat(temporary).doesNotExist();
    }

    @Test
    void refusesADirectoryOfAClusterOfAnotherSize() throws IOException {
        LocalKafka.start(LocalKafkaSettings.ofNodes(1).withDirectory(this.directory)).close();

        assertThatIOException()
            .isThrownBy(() -> LocalKafka.start(LocalKafkaSettings.ofNodes(3).withDirectory(this.directory)))
            .withMessage("Kafka directory " + this.directory + " holds a cluster of 1 nodes, not of 3; start as many"
                    + " nodes, or use another directory");
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LocalKafkaSettings.HOST))) {
            LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1)
                .withPort(taken.getLocalPort())
                .withDirectory(this.directory);

            assertThatIOException().isThrownBy(() -> LocalKafka.start(settings))
                .withMessage("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken by another program");
        }
        assertThat(this.directory).isEmptyDirectory();
    }

    /** The versions of the compression libraries are not those that Kafka brings. */
    @ParameterizedTest
    @CsvSource({ "snappy, zstd", "zstd, snappy", "lz4, zstd" })
    void carriesRecordsThatTheBrokerCompressesAgain(String sent, String stored) throws Exception {
        List<String> values = IntStream.range(0, 2_000).mapToObj((number) -> "{\"T\":" + number % 7 + "}").toList();
        try (LocalKafka kafka = LocalKafka.start(LocalKafkaSettings.ofNodes(1));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin
                .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())
                    .configs(Map.of("compression.type", stored))))
                .all()
                .get();
            try (Producer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", sent, "linger.ms", 20),
                    new StringSerializer(), new StringSerializer())) {
                values.forEach((value) -> producer.send(new ProducerRecord<>(TOPIC, value)));
            }

            assertThat(read(kafka, values.size())).isEqualTo(values);
        }
    }

    private static void createTopic(LocalKafka kafka) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void sendInTransaction(LocalKafka kafka, String... values) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "t");
        try (Producer<String, String> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value));
            }
            producer.flush();
            producer.commitTransaction();
        }
    }

    private static List<String> read(LocalKafka kafka, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id",
                "group-" + count, "auto.offset.reset", "earliest", "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (Consumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (values.size() < count) {
                consumer.poll(Duration.ofMillis(200)).forEach((row) -> values.add(row.value()));
            }
        }
        return values;
    }

}
