package io.sensorstreams.consumer.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.topic.LazyAdmin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that replicas have left open which are no members of their group
 * any more: killed, or cut off in the middle of a commit. They hold up the group's
 * offsets and the ledger until the broker gives them up, which takes it up to 25 s. A
 * replica that comes back finds its commit refused, as its group has gone on without it.
 * Thread-safe.
 */
final class AbandonedTransactions {

    private static final Logger LOGGER = LoggerFactory.getLogger(AbandonedTransactions.class);

    /**
     * Commits take milliseconds: one that is open for longer may have lost its replica.
     */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final LazyAdmin admin;

    private final Ledger ledger;

    private final int maxThreads;

    /**
     * Creates it.
     * @param ledger knows the replicas that have written files
     * @param maxThreads largest number of threads of one group of a replica
     */
    AbandonedTransactions(LazyAdmin admin, Ledger ledger, int maxThreads) {
        this.admin = admin;
        this.ledger = ledger;
        this.maxThreads = maxThreads;
    }

    /** Ends those of one group; what cannot be ended now is left to the broker. */
    void end(String group) {
        try {
            List<String> open = open(ofReplicasThatAreGone(group));
            if (!open.isEmpty()) {
                this.admin.get().fenceProducers(open).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                LOGGER.atInfo()
                    .addKeyValue("group", group)
                    .addKeyValue("transactions", open)
                    .log("Ended the transactions of replicas that are gone");
            }
        }
        catch (ExecutionException | TimeoutException | KafkaException e) {
            LOGGER.atDebug().addKeyValue("group", group).setCause(e).log("Open transactions are left to the broker");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> ofReplicasThatAreGone(String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> clients = clients(group);
        return this.ledger.files()
            .stream()
            .filter((file) -> file.group().equals(group))
            .map(LedgerEntry::owner)
            .distinct()
            .map((owner) -> TransactionalIds.ofThreads(owner, group))
            .filter((prefix) -> clients.stream().noneMatch((client) -> client.startsWith(prefix)))
            .flatMap(this::ofThreads)
            .toList();
    }

    private Stream<String> ofThreads(String prefix) {
        return IntStream.range(0, this.maxThreads).mapToObj((thread) -> prefix + thread);
    }

    /** Client ids of the group's members, which begin like their transactional ids. */
    private List<String> clients(String group) throws ExecutionException, TimeoutException, InterruptedException {
        return this.admin
            .ask((client) -> client.describeConsumerGroups(List.of(group)).describedGroups().get(group), TIMEOUT)
            .members()
            .stream()
            .map(MemberDescription::clientId)
            .toList();
    }

    private List<String> open(Collection<String> ids)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> open = new ArrayList<>();
        DescribeTransactionsResult asked = this.admin.get().describeTransactions(ids);
        for (String id : ids) {
            if (isOpen(asked.description(id))) {
                open.add(id);
            }
        }
        return open;
    }

    /** One that is decided is ended by the broker, whoever has gone. */
    private static boolean isOpen(KafkaFuture<TransactionDescription> described)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return described.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).state() == TransactionState.ONGOING;
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

}
