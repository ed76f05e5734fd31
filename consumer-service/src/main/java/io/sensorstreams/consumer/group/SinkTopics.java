package io.sensorstreams.consumer.group;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerTopic;
import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates and describes the topics of all sinks and the ledger. */
public final class SinkTopics {

    private static final Logger LOGGER = LoggerFactory.getLogger(SinkTopics.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final LazyAdmin admin;

    private final Sinks sinks;

    private final Ledger ledger;

    private final SensorProperties properties;

    /** Dead-letter topics whose refusal was logged. */
    private final Set<String> unusable = new HashSet<>();

    public SinkTopics(LazyAdmin admin, Sinks sinks, Ledger ledger, SensorProperties properties) {
        this.admin = admin;
        this.sinks = sinks;
        this.ledger = ledger;
        this.properties = properties;
    }

    /** Number of partitions by usable topic, and the reasons by unusable topic. */
    record Usable(Map<String, Integer> partitions, Map<String, String> refused) {

    }

    /** Creates missing topics and starts to read the ledger, which all groups need. */
    Usable prepare() throws ExecutionException, TimeoutException, InterruptedException {
        List<String> topics = this.sinks.all().stream().map(Sink::topic).distinct().toList();
        Map<String, Throwable> missing = createMissing(topics);
        Throwable noLedger = missing.get(Topics.LEDGER);
        if (noLedger != null) {
            throw new ExecutionException(noLedger);
        }
        Map<String, String> refused = new TreeMap<>();
        topics.forEach((topic) -> Stream.of(topic, DeadLetter.topicOf(topic))
            .filter((name) -> missing.containsKey(name) && !isDoneWithout(name, topic, missing.get(name)))
            .findFirst()
            .map(missing::get)
            .ifPresent((failure) -> refused.put(topic, KafkaRefusal.text(failure))));
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, Throwable> undescribed = new HashMap<>();
        List<String> usable = topics.stream().filter((topic) -> !refused.containsKey(topic)).toList();
        Topics.describeEach(this.admin.get(), TIMEOUT, usable, undescribed)
            .forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
        undescribed.forEach((topic, failure) -> refused.put(topic, KafkaRefusal.text(failure)));
        if (this.ledger.cluster().isEmpty()) {
            this.ledger
                .start(this.admin.get().describeCluster().clusterId().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        }
        return new Usable(partitions, refused);
    }

    /** A dead-letter topic that Kafka refuses must not keep the rows out of the files. */
    private boolean isDoneWithout(String name, String topic, @Nullable Throwable refusal) {
        if (name.equals(topic) || !Topics.isForGood(refusal)) {
            return false;
        }
        if (this.unusable.add(name)) {
            LOGGER.atWarn()
                .addKeyValue("topic", name)
                .addKeyValue("reason", (refusal != null) ? KafkaRefusal.text(refusal) : "unknown")
                .log("The dead-letter topic cannot be used; records that are no rows will be in no dead letter");
        }
        return true;
    }

    private Map<String, Throwable> createMissing(List<String> topics) throws TimeoutException, InterruptedException {
        List<NewTopic> wanted = Stream
            .concat(Stream.of(Topics.compacted(Topics.LEDGER, LedgerTopic.PARTITIONS, this.properties.replication())),
                    topics.stream().flatMap((topic) -> Stream.of(rows(topic), rows(DeadLetter.topicOf(topic)))))
            .toList();
        return Topics.createEach(this.admin.get(), TIMEOUT, wanted);
    }

    private NewTopic rows(String topic) {
        return Topics.rows(topic, this.properties.partitions(), this.properties.replication());
    }

}
