package io.sensorstreams.consumer.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitProducers;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.commit.TransactionalId;
import io.sensorstreams.consumer.listen.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes a replay true: the ledger's new state and the group's offsets in one transaction.
 */
@Component
class ReplayTransaction {

    private final CommitProducers producers;

    private final ConsumerFactory<?, ?> consumers;

    private final String instance;

    ReplayTransaction(CommitProducers producers, ConsumerFactory<?, ?> consumers, SensorProperties properties) {
        this.producers = producers;
        this.consumers = consumers;
        this.instance = properties.instance();
    }

    /**
     * Commits. A consumer that never joined speaks for a group without members: if there
     * is one by now, the broker refuses the offsets, but only of a consumer with a name.
     * @throws ReplayRefusedException when the group was started meanwhile
     */
    void commit(Sink sink, List<PartitionReplay> replays) {
        TransactionalId id = TransactionalId.ofReplay(this.instance, sink.group());
        Properties named = new Properties();
        named.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "replay");
        try (Consumer<?, ?> nobody = this.consumers.createConsumer(sink.group(), null, id.id(), named);
                CommitTransaction transaction = new CommitTransaction(this.producers, id)) {
            transaction.commit(commit(sink.topic(), replays), nobody.groupMetadata());
        }
        catch (CommitFailedException e) {
            throw ReplayRefusedException.running(sink.group(), "was started meanwhile");
        }
    }

    private static Commit commit(String topic, List<PartitionReplay> replays) {
        List<LedgerEntry> shortened = new ArrayList<>();
        List<LedgerEntry> deleted = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (PartitionReplay replay : replays) {
            shortened.addAll(replay.shortened());
            deleted.addAll(replay.deleted());
            offsets.put(new TopicPartition(topic, replay.partition()), new OffsetAndMetadata(replay.from()));
        }
        return new Commit(shortened, deleted, List.of(), offsets);
    }

}
