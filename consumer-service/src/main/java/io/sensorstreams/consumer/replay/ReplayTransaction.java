package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.kafka.ProducerClient;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.commit.TransactionalId;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Commits the new state of the ledger and the group's offsets in one transaction. All
 * replicas use the same transactional id for a group: a later call fences an earlier one,
 * whose commit is then refused.
 */
@Component
class ReplayTransaction {

    interface Move<T> {

        /** Computes the new offsets and commits them; earlier commits can be read. */
        T run(CommitTransaction transaction) throws IOException, TimeoutException, InterruptedException;

    }

    private final ProducerFactory<byte[], byte[]> producers;

    private final ConsumerFactory<?, ?> consumers;

    private final String instance;

    /** Groups whose offsets are being moved. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    ReplayTransaction(ProducerFactory<byte[], byte[]> producers, ConsumerFactory<?, ?> consumers,
            SensorProperties properties) {
        this.producers = producers;
        this.consumers = consumers;
        this.instance = properties.instance();
    }

    String instance() {
        return this.instance;
    }

    /**
     * Runs an operation, one at a time for each group, so that its result is still valid
     * when it is committed. Never waits for another operation.
     * @throws ReplayRefusedException when another one runs here, or on another replica
     * since
     */
    <T> T alone(String group, Move<T> move) throws IOException, TimeoutException, InterruptedException {
        if (!this.busy.add(group)) {
            throw ReplayRefusedException.another(group);
        }
        try (CommitTransaction transaction = new CommitTransaction(this.producers, TransactionalId.ofReplay(group))) {
            transaction.open();
            return move.run(transaction);
        }
        catch (KafkaException e) {
            throw ProducerClient.isFenced(e) ? ReplayRefusedException.overtaken(group) : e;
        }
        finally {
            this.busy.remove(group);
        }
    }

    /**
     * Commits a replay as a group without members. The broker refuses that if the group
     * has a member by now, but only from a consumer with a group instance id.
     * @throws ReplayRefusedException when the group was started meanwhile
     */
    void commit(CommitTransaction transaction, Sink sink, List<PartitionReplay> replays) {
        commit(transaction, sink.group(), commit(sink.topic(), replays));
    }

    /** Commits any change of a stopped group's offsets, like a replay. */
    void commit(CommitTransaction transaction, String group, Commit commit) {
        String clientId = TransactionalId.ofReplay(group).id();
        Properties named = new Properties();
        named.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "replay");
        try (Consumer<?, ?> nobody = this.consumers.createConsumer(group, null, clientId, named)) {
            transaction.commit(commit, nobody.groupMetadata());
        }
        catch (CommitFailedException e) {
            throw ReplayRefusedException.running(group, "was started meanwhile");
        }
    }

    private static Commit commit(String topic, List<PartitionReplay> replays) {
        List<LedgerEntry> shortened = new ArrayList<>();
        List<LedgerEntry> deleted = new ArrayList<>();
        List<LedgerGap> gaps = new ArrayList<>();
        List<LedgerGap> closed = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (PartitionReplay replay : replays) {
            shortened.addAll(replay.shortened());
            deleted.addAll(replay.deleted());
            gaps.addAll(replay.gaps());
            closed.addAll(replay.closed());
            offsets.put(new TopicPartition(topic, replay.partition()), new OffsetAndMetadata(replay.from()));
        }
        return new Commit(shortened, deleted, gaps, closed, List.of(), offsets);
    }

}
