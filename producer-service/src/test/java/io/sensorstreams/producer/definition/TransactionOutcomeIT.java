package io.sensorstreams.producer.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.kafka.TestKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TransactionOutcomeIT {

    private static final String TOPIC = "transaction-outcome";

    private static final Map<String, Object> BROKER = Map.of("bootstrap.servers", TestKafka.bootstrapServers());

    private final ProducerClients clients = new ProducerClients(BROKER, KafkaProducer::new, List.of());

    private final TransactionOutcome outcome = new TransactionOutcome(
            TopicTable.consumers(new DefaultKafkaConsumerFactory<>(BROKER), TOPIC));

    @BeforeAll
    static void createTopic() throws Exception {
        try (Admin admin = Admin.create(BROKER)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @Test
    void distinguishesCommittedAbortedAndOpenTransactions() throws Exception {
        ProducerClient client = this.clients.transactional("transaction-outcome");
        try {
            client.producer().initTransactions();
            RecordMetadata aborted = send(client);
            client.producer().abortTransaction();
            RecordMetadata committed = send(client);
            client.producer().commitTransaction();
            RecordMetadata open = send(client);

            assertThat(this.outcome.isCommitted(aborted, Duration.ofSeconds(30))).isFalse();
            assertThat(this.outcome.isCommitted(committed, Duration.ofSeconds(30))).isTrue();
            assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> this.outcome.isCommitted(open, Duration.ofSeconds(1)))
                .withMessage("The transaction of the record at offset 4 of transaction-outcome-0 does not end");

            client.producer().abortTransaction();
            assertThat(this.outcome.isCommitted(open, Duration.ofSeconds(30))).isFalse();
        }
        finally {
            client.close(Duration.ZERO);
        }
    }

    private static RecordMetadata send(ProducerClient client) throws Exception {
        client.producer().beginTransaction();
        return client.producer().send(new ProducerRecord<>(TOPIC, 0, new byte[] { 1 }, new byte[] { 2 })).get();
    }

}
