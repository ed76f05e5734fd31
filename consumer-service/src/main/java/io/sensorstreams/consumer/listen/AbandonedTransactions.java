package io.sensorstreams.consumer.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.topic.LazyAdmin;
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
final class AbandonedTransactions {

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
    AbandonedTransactions(LazyAdmin admin, Ledger ledger) {
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
        List<String> prefixes = this.ledger.files()
            .stream()
            .filter((file) -> file.group().equals(group))
            .map(LedgerEntry::owner)
            .distinct()
            .map((owner) -> TransactionalIds.ofThreads(owner, group))
            .filter((prefix) -> clients.stream().noneMatch((client) -> client.startsWith(prefix)))
            .toList();
        return prefixes.isEmpty() ? List.of()
                : open().stream().filter((id) -> prefixes.stream().anyMatch((prefix) -> isThread(id, prefix))).toList();
    }

    private static boolean isThread(String id, String prefix) {
        return id.startsWith(prefix) && id.substring(prefix.length()).chars().allMatch(Character::isDigit);
    }

    /** Client ids of the group's members, which begin like their transactional ids. */
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
