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

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.transaction.Fencing;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitProducers;
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
import org.springframework.stereotype.Component;

/**
 * Makes a replay true: the ledger's new state and the group's offsets in one transaction.
 * All replicas use one transactional id for a group: whoever begins shuts out whoever has
 * begun before, whose commit is refused then.
 */
@Component
class ReplayTransaction {

    /** Moves offsets. */
    interface Move<T> {

        /**
         * Works out where to, and commits.
         * @param transaction open: what others have committed can be read from now on
         */
        T run(CommitTransaction transaction) throws IOException, TimeoutException, InterruptedException;

    }

    private final CommitProducers producers;

    private final ConsumerFactory<?, ?> consumers;

    private final String instance;

    /** Groups whose offsets are being moved. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    ReplayTransaction(CommitProducers producers, ConsumerFactory<?, ?> consumers, SensorProperties properties) {
        this.producers = producers;
        this.consumers = consumers;
        this.instance = properties.instance();
    }

    /** Name of this instance. */
    String instance() {
        return this.instance;
    }

    /**
     * Runs what moves a group's offsets, one at a time: what was worked out must still be
     * true when it is committed. Nobody waits.
     * @throws ReplayRefusedException when another one runs here, or was begun by another
     * replica since
     * @throws KafkaException when the broker does not answer
     */
    <T> T alone(String group, Move<T> move) throws IOException, TimeoutException, InterruptedException {
        if (!this.busy.add(group)) {
            throw ReplayRefusedException.another(group);
        }
        TransactionalId id = TransactionalId.ofReplay(this.instance, group);
        try (CommitTransaction transaction = new CommitTransaction(this.producers, id)) {
            transaction.open();
            return move.run(transaction);
        }
        catch (KafkaException e) {
            throw Fencing.isFenced(e) ? ReplayRefusedException.overtaken(group) : e;
        }
        finally {
            this.busy.remove(group);
        }
    }

    /**
     * Commits. A consumer that never joined speaks for a group without members: if there
     * is one by now, the broker refuses the offsets, but only of a consumer with a name.
     * @throws ReplayRefusedException when the group was started meanwhile
     */
    void commit(CommitTransaction transaction, Sink sink, List<PartitionReplay> replays) {
        commit(transaction, sink.group(), commit(sink.topic(), replays));
    }

    /**
     * Commits anything that moves a stopped group's offsets.
     * @throws ReplayRefusedException when the group was started meanwhile
     */
    void commit(CommitTransaction transaction, String group, Commit commit) {
        TransactionalId id = TransactionalId.ofReplay(this.instance, group);
        Properties named = new Properties();
        named.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "replay");
        try (Consumer<?, ?> nobody = this.consumers.createConsumer(group, null, id.id(), named)) {
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
