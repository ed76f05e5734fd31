package io.sensorstreams.consumer.standing;

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
import java.util.stream.Collectors;

import io.sensorstreams.common.access.KafkaRefusal;
import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.common.ledger.Ledger;
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
import org.slf4j.event.Level;

/**
 * Aborts open transactions of replicas that are no longer members of their group, for
 * example because they were killed or disconnected during a commit. Such a transaction
 * blocks the group's offsets and the ledger until the broker aborts it, up to 25 s later.
 * If the replica returns, its commit is refused, because its group continued without it.
 * Thread-safe.
 */
public final class AbandonedTransactions {

    private static final Logger LOGGER = LoggerFactory.getLogger(AbandonedTransactions.class);

    /** Age after which a transaction may be abandoned. Commits take milliseconds. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Limit for a coordinator that may have failed together with the replica. */
    private static final int ANSWER_MILLIS = 1_500;

    private final LazyAdmin admin;

    private final Ledger ledger;

    public AbandonedTransactions(LazyAdmin admin, Ledger ledger) {
        this.admin = admin;
        this.ledger = ledger;
    }

    /** Aborts the abandoned transactions of one group; others are left to the broker. */
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
                    .log("Aborted the transactions of replicas that left the group");
            }
        }
        catch (ExecutionException | TimeoutException | KafkaException e) {
            boolean refused = KafkaRefusal.isMissingRight(e);
            LOGGER.atLevel(refused ? Level.WARN : Level.DEBUG)
                .addKeyValue("group", group)
                .addKeyValue("reason", KafkaRefusal.text(e))
                .setCause(refused ? null : e)
                .log("Open transactions were not aborted; the broker aborts them later");
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> ofReplicasThatAreGone(String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> clients = clients(group);
        Set<Owner> gone = this.ledger.files()
            .stream()
            .filter((file) -> file.group().equals(group))
            .map((file) -> new Owner(file.owner(), group))
            .filter((owner) -> clients.stream().noneMatch((client) -> ListenerSpec.isClientOf(client, owner)))
            .collect(Collectors.toSet());
        return gone.isEmpty() ? List.of()
                : open().stream()
                    .filter((id) -> TransactionalId.threadOf(id).filter(gone::contains).isPresent())
                    .toList();
    }

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
     * Ids of open transactions of all programs, except on coordinators that do not
     * answer. The broker itself completes transactions that are already decided.
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
                LOGGER.atDebug().setCause(e).log("A coordinator did not list its transactions");
            }
        }
        return ids;
    }

}
