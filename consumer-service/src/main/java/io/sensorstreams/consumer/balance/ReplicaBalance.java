package io.sensorstreams.consumer.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.TopicPartition;

/**
 * Computes one rebalance. Partitions move only until no replica, and no thread of a
 * replica, has two more than another one. A partition that moves is revoked first, and
 * assigned in the next rebalance. Not thread-safe.
 */
final class ReplicaBalance {

    private final Map<String, Member> members = new TreeMap<>();

    private final List<TopicPartition> partitions = new ArrayList<>();

    private final Map<TopicPartition, Member> owners = new LinkedHashMap<>();

    /** Number of partitions by replica. */
    private final Map<String, Integer> loads = new HashMap<>();

    /** Number of partitions by replica and topic. */
    private final Map<List<String>, Integer> topicLoads = new HashMap<>();

    /**
     * A consumer thread that takes part in the rebalance.
     *
     * @param claimed partitions that it still owns and may be writing
     * @param wanted partitions that the rebalance assigns to it
     */
    private record Member(String id, String replica, Set<String> topics, Set<TopicPartition> claimed, int generation,
            List<TopicPartition> wanted) {

        boolean claims(TopicPartition partition) {
            return this.claimed.contains(partition);
        }

        boolean reads(TopicPartition partition) {
            return this.topics.contains(partition.topic());
        }

    }

    void add(String id, String replica, Subscription subscription) {
        this.members.put(id, new Member(id, replica, Set.copyOf(subscription.topics()),
                Set.copyOf(subscription.ownedPartitions()), subscription.generationId().orElse(-1), new ArrayList<>()));
    }

    void add(TopicPartition partition) {
        this.partitions.add(partition);
    }

    /** Computes the partitions of each member, by member id. */
    Map<String, List<TopicPartition>> assign() {
        this.partitions.forEach((partition) -> claimant(partition).ifPresent((owner) -> give(partition, owner)));
        for (TopicPartition partition : this.partitions) {
            if (!this.owners.containsKey(partition)) {
                lightest(partition, (member) -> true).ifPresent((member) -> give(partition, member));
            }
        }
        balance(this::load, (from, to) -> !from.replica().equals(to.replica()));
        balance((member) -> member.wanted().size(), (from, to) -> from.replica().equals(to.replica()));
        Map<String, List<TopicPartition>> assigned = new HashMap<>();
        this.members.forEach((id, member) -> assigned.put(id,
                member.wanted().stream().filter((partition) -> isFreeFor(member, partition)).toList()));
        return assigned;
    }

    /** Returns the member that owns a partition; empty when two members claim it. */
    private Optional<Member> claimant(TopicPartition partition) {
        List<Member> claimants = this.members.values()
            .stream()
            .filter((member) -> member.claims(partition) && member.reads(partition))
            .sorted(Comparator.comparingInt(Member::generation).reversed())
            .toList();
        boolean unclear = claimants.isEmpty()
                || (claimants.size() > 1 && claimants.get(0).generation() == claimants.get(1).generation());
        return unclear ? Optional.empty() : Optional.of(claimants.get(0));
    }

    private void give(TopicPartition partition, Member member) {
        this.owners.put(partition, member);
        member.wanted().add(partition);
        count(partition, member, 1);
    }

    private void take(TopicPartition partition, Member member) {
        member.wanted().remove(partition);
        count(partition, member, -1);
    }

    private void count(TopicPartition partition, Member member, int change) {
        this.loads.merge(member.replica(), change, Integer::sum);
        this.topicLoads.merge(List.of(member.replica(), partition.topic()), change, Integer::sum);
    }

    private int load(Member member) {
        return this.loads.getOrDefault(member.replica(), 0);
    }

    private int topicLoad(Member member, TopicPartition partition) {
        return this.topicLoads.getOrDefault(List.of(member.replica(), partition.topic()), 0);
    }

    private Optional<Member> lightest(TopicPartition partition, Predicate<Member> allowed) {
        return this.members.values()
            .stream()
            .filter((member) -> member.reads(partition) && allowed.test(member))
            .min(Comparator.comparingInt(this::load)
                .thenComparingInt((member) -> topicLoad(member, partition))
                .thenComparingInt((member) -> member.wanted().size())
                // Spread the odd partitions of the topics over the replicas.
                .thenComparingInt((member) -> Objects.hash(partition.topic(), member.replica())));
    }

    /** Terminates, because each move makes the loads more equal. */
    private void balance(ToIntFunction<Member> load, BiPredicate<Member, Member> between) {
        for (Optional<Move> move = bestMove(load, between); move.isPresent(); move = bestMove(load, between)) {
            take(move.get().partition(), move.get().from());
            give(move.get().partition(), move.get().to());
        }
    }

    private Optional<Move> bestMove(ToIntFunction<Member> load, BiPredicate<Member, Member> between) {
        return this.owners.entrySet()
            .stream()
            .flatMap((entry) -> lightest(entry.getKey(), (member) -> between.test(entry.getValue(), member)).stream()
                .map((to) -> new Move(entry.getKey(), entry.getValue(), to)))
            .filter((move) -> load.applyAsInt(move.from()) - load.applyAsInt(move.to()) > 1)
            .max(Comparator.comparingInt((Move move) -> load.applyAsInt(move.from()) - load.applyAsInt(move.to()))
                .thenComparingInt((move) -> topicLoad(move.from(), move.partition()))
                .thenComparingInt((move) -> move.from().wanted().size())
                .thenComparingInt((move) -> move.partition().partition()));
    }

    private record Move(TopicPartition partition, Member from, Member to) {
    }

    private boolean isFreeFor(Member member, TopicPartition partition) {
        boolean unclear = member.claims(partition) && claimant(partition).isEmpty();
        return !unclear && (member.claims(partition)
                || this.members.values().stream().noneMatch((other) -> other.claims(partition)));
    }

}
