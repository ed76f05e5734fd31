package io.sensorstreams.producer.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.stream.TopicReader;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The thread of Kafka's producer reads whether records are unsent, and only then takes
 * the lock under which it sends the end of a transaction. A pause between the two, which
 * a loaded machine makes by chance, is made here on purpose.
 */
class CommitWithAllRecordsIT {

    private static final int TRANSACTIONS = 10;

    private final ClassReloadingStrategy classes = ClassReloadingStrategy.of(ByteBuddyAgent.install());

    private final Map<String, Object> broker = Map.of("bootstrap.servers", TestKafka.bootstrapServers());

    private Class<?> unsent = Object.class;

    @BeforeEach
    void pauseBeforeTheEndOfATransaction() throws Exception {
        this.unsent = Class.forName("org.apache.kafka.clients.producer.internals.RecordAccumulator");
        new ByteBuddy().redefine(this.unsent)
            .visit(Advice.to(PauseOfTheSender.class).on(named("hasIncomplete")))
            .make()
            .load(this.unsent.getClassLoader(), this.classes);
    }

    @AfterEach
    void restore() throws Exception {
        this.classes.reset(this.unsent);
    }

    @Test
    void commitsPositionsWithTheirRows() throws Exception {
        String rows = "commit-rows";
        String positions = "commit-positions";
        try (Admin admin = Admin.create(this.broker)) {
            admin.createTopics(List.of(new NewTopic(rows, 1, (short) 1), new NewTopic(positions, 1, (short) 1)))
                .all()
                .get();
        }
        RowPublisher publisher = new RowPublisher(new ProducerClients(this.broker, KafkaProducer::new, List.of()),
                "commit-with-all-records", new TransactionMetrics(new SimpleMeterRegistry()));
        List<Exception> refused = new ArrayList<>();
        var sender = publisher.rows(Delivery.EXACTLY_ONCE, refused::add);
        publisher.open();
        for (int i = 1; i <= TRANSACTIONS; i++) {
            sender.accept(record(rows, i));
            // The client sends the row meanwhile, and then has nothing to send.
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());

            publisher.commit(List.of(record(positions, i)));

            assertThat(committed(rows)).isEqualTo(i);
            assertThat(committed(positions)).as("positions after transaction %d", i).isEqualTo(i);
        }
        publisher.close();
        assertThat(refused).isEmpty();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int value) {
        return new ProducerRecord<>(topic, new byte[] { (byte) value });
    }

    /** Value of the last record of a topic that is committed. */
    private static int committed(String topic) {
        return new TopicReader(TestKafka.bootstrapServers()).read(topic)
            .stream()
            .mapToInt((record) -> record.value().charAt(0))
            .reduce(0, (former, last) -> last);
    }

    /** Byte Buddy copies the method into {@code RecordAccumulator.hasIncomplete}. */
    public static final class PauseOfTheSender {

        private PauseOfTheSender() {
        }

        @Advice.OnMethodExit
        static void pause(@Advice.Return boolean unsent) {
            if (!unsent && Thread.currentThread().getName().startsWith("kafka-producer")) {
                LockSupport.parkNanos(20_000_000);
            }
        }

    }

}
