package io.sensorstreams.consumer.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import org.apache.kafka.common.TopicPartition;

/**
 * Computes one rebalance. Partitions move only until no replica, and no thread of a
 * replica, has two more than another one. A partition that moves is revoked first, and
 * assigned in the next rebalance. Not thread-safe.
 */
final class ReplicaBalance {

    private final Map<String, GroupMember> members = new TreeMap<>();

    private final List<TopicPartition> partitions = new ArrayList<>();

    private final Map<TopicPartition, GroupMember> owners = new LinkedHashMap<>();

    /** Number of partitions by replica. */
    private final Map<String, Integer> loads = new HashMap<>();

    /** Number of partitions by replica and topic. */
    private final Map<List<String>, Integer> topicLoads = new HashMap<>();

    void add(GroupMember member) {
        this.members.put(member.id(), member);
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
    private Optional<GroupMember> claimant(TopicPartition partition) {
        List<GroupMember> claimants = this.members.values()
            .stream()
            .filter((member) -> member.claims(partition) && member.reads(partition))
            .sorted(Comparator.comparingInt(GroupMember::generation).reversed())
            .toList();
        boolean unclear = claimants.isEmpty()
                || (claimants.size() > 1 && claimants.get(0).generation() == claimants.get(1).generation());
        return unclear ? Optional.empty() : Optional.of(claimants.get(0));
    }

    private void give(TopicPartition partition, GroupMember member) {
        this.owners.put(partition, member);
        member.wanted().add(partition);
        count(partition, member, 1);
    }

    private void take(TopicPartition partition, GroupMember member) {
        member.wanted().remove(partition);
        count(partition, member, -1);
    }

    private void count(TopicPartition partition, GroupMember member, int change) {
        this.loads.merge(member.replica(), change, Integer::sum);
        this.topicLoads.merge(List.of(member.replica(), partition.topic()), change, Integer::sum);
    }

    private int load(GroupMember member) {
        return this.loads.getOrDefault(member.replica(), 0);
    }

    private int topicLoad(GroupMember member, TopicPartition partition) {
        return this.topicLoads.getOrDefault(List.of(member.replica(), partition.topic()), 0);
    }

    private Optional<GroupMember> lightest(TopicPartition partition, Predicate<GroupMember> allowed) {
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
    private void balance(ToIntFunction<GroupMember> load, BiPredicate<GroupMember, GroupMember> between) {
        for (Optional<Move> move = bestMove(load, between); move.isPresent(); move = bestMove(load, between)) {
            take(move.get().partition(), move.get().from());
            give(move.get().partition(), move.get().to());
        }
    }

    private Optional<Move> bestMove(ToIntFunction<GroupMember> load, BiPredicate<GroupMember, GroupMember> between) {
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

    private record Move(TopicPartition partition, GroupMember from, GroupMember to) {
    }

    private boolean isFreeFor(GroupMember member, TopicPartition partition) {
        boolean unclear = member.claims(partition) && claimant(partition).isEmpty();
        return !unclear && (member.claims(partition)
                || this.members.values().stream().noneMatch((other) -> other.claims(partition)));
    }

}
