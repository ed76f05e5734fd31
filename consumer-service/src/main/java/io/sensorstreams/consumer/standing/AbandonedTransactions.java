package io.sensorstreams.consumer.standing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.topic.LazyAdmin;
import io.sensorstreams.consumer.commit.TransactionalId;
import io.sensorstreams.consumer.commit.TransactionalId.Owner;
import io.sensorstreams.consumer.group.ListenerSpec;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that replicas have left open which are no members of their group
 * any more: killed, or cut off in the middle of a commit. They hold up the group's
 * offsets and the ledger until the broker gives them up, which takes it up to 25 s. A
 * replica that comes back finds its commit refused, as its group has gone on without it.
 * Thread-safe.
 */
public final class AbandonedTransactions {

    private static final Logger LOGGER = LoggerFactory.getLogger(AbandonedTransactions.class);

    /**
     * Commits take milliseconds: one that is open for longer may have lost its replica.
     */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** For a coordinator that was lost along with the replica. */
    private static final int ANSWER_MILLIS = 1_500;

    private final LazyAdmin admin;

    private final Ledger ledger;

    /**
     * Creates it.
     * @param ledger knows the replicas that have written files
     */
    public AbandonedTransactions(LazyAdmin admin, Ledger ledger) {
        this.admin = admin;
        this.ledger = ledger;
    }

    /** Ends those of one group; what cannot be ended now is left to the broker. */
    void end(String group) {
        try {
            List<String> open = ofReplicasThatAreGone(group);
            if (!open.isEmpty()) {
                FenceProducersOptions options = new FenceProducersOptions()
                    .timeoutMs(Math.toIntExact(TIMEOUT.toMillis()));
                this.admin.get().fenceProducers(open, options).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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
        List<LedgerEntry> files = this.ledger.files();
        Set<Owner> gone = files.stream()
            .filter((file) -> file.group().equals(group))
            .map(AbandonedTransactions::owner)
            .filter((owner) -> clients.stream().noneMatch((client) -> ListenerSpec.isClientOf(client, owner)))
            .collect(Collectors.toSet());
        return gone.isEmpty() ? List.of() : open().stream().filter((id) -> isOf(gone, id, files)).toList();
    }

    private static Owner owner(LedgerEntry file) {
        return new Owner(file.owner(), file.group());
    }

    /** An id of the first release may be one of several replicas, or of a partition. */
    private static boolean isOf(Set<Owner> gone, String id, List<LedgerEntry> files) {
        Optional<Owner> owner = TransactionalId.threadOf(id);
        if (owner.isPresent()) {
            return gone.contains(owner.get());
        }
        List<Owner> possible = files.stream()
            .map(AbandonedTransactions::owner)
            .filter((candidate) -> candidate.mayHaveHad(id))
            .distinct()
            .toList();
        return possible.size() == 1 && gone.containsAll(possible)
                && files.stream()
                    .noneMatch((file) -> TransactionalId.ofPartition(file.group(), file.topic(), file.partition())
                        .former()
                        .equals(id));
    }

    /** Client ids of the group's members. */
    private List<String> clients(String group) throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, ConsumerGroupDescription> described = this.admin.ask((client, millis) -> client
            .describeConsumerGroups(List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(millis))
            .all(), TIMEOUT);
        return Objects.requireNonNull(described.get(group))
            .members()
            .stream()
            .map(MemberDescription::clientId)
            .toList();
    }

    /**
     * Ids of all that are open, of whatever program; not of a coordinator that does not
     * answer. Those that are decided are ended by the broker, whoever has gone.
     */
    private List<String> open() throws ExecutionException, TimeoutException, InterruptedException {
        ListTransactionsOptions open = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING))
            .timeoutMs(ANSWER_MILLIS);
        List<String> ids = new ArrayList<>();
        for (KafkaFuture<Collection<TransactionListing>> coordinator : this.admin
            .ask((client, millis) -> client.listTransactions(open).byBrokerId(), TIMEOUT)
            .values()) {
            try {
                coordinator.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((listing) -> ids.add(listing.transactionalId()));
            }
            catch (ExecutionException e) {
                LOGGER.atDebug().setCause(e).log("A broker does not list its transactions");
            }
        }
        return ids;
    }

}
