package io.sensorstreams.consumer.balance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicaAssignorTest {

    private final Map<String, Integer> topics = new TreeMap<>(Map.of("AIR", 4));

    /** Partitions of each member, by member id {@code <replica>/<thread>}. */
    private final Map<String, List<TopicPartition>> owned = new TreeMap<>();

    private final Map<String, Integer> generations = new HashMap<>();

    private int generation = 1;

    private int moves;

    @Test
    void assignsAllPartitionsToASingleReplicaOneForEachThread() {
        join("a", 4);
        settle();

        assertThat(this.owned.values()).allSatisfy((partitions) -> assertThat(partitions).hasSize(1));
    }

    @Test
    void movesAsFewPartitionsAsPossibleToANewReplica() {
        join("a", 4);
        settle();
        join("b", 4);
        this.moves = 0;
        settle();

        assertThat(loads()).isEqualTo(Map.of("a", 2, "b", 2));
        assertThat(this.moves).isEqualTo(2);
    }

    @Test
    void revokesAPartitionBeforeItAssignsIt() {
        join("a", 4);
        settle();
        join("b", 4);
        rebalance();

        assertThat(loads()).isEqualTo(Map.of("a", 2, "b", 0));
        rebalance();
        assertThat(loads()).isEqualTo(Map.of("a", 2, "b", 2));
    }

    @Test
    void assignsThePartitionsOfALostReplicaAtOnce() {
        join("a", 4);
        join("b", 4);
        join("c", 4);
        settle();
        this.moves = 0;
        leave("b");
        rebalance();

        assertThat(loads()).isEqualTo(Map.of("a", 2, "c", 2));
        assertThat(this.moves).isLessThanOrEqualTo(2);
    }

    @Test
    void balancesThreadsWithinAReplica() {
        this.topics.put("AIR", 12);
        join("a", 2);
        join("b", 6);
        settle();

        assertThat(loads()).isEqualTo(Map.of("a", 6, "b", 6));
        assertThat(this.owned.get("a/0")).hasSize(3);
        assertThat(this.owned.get("b/0")).hasSize(1);
    }

    @Test
    void assignsEachReplicaItsShareOfEachTopic() {
        this.topics.putAll(Map.of("AIR", 4, "EARTH", 4, "WATER", 4));
        join("a", 4);
        settle();
        join("b", 4);
        settle();

        for (String topic : this.topics.keySet()) {
            assertThat(this.owned.entrySet()
                .stream()
                .filter((entry) -> entry.getKey().startsWith("b/"))
                .flatMap((entry) -> entry.getValue().stream())
                .filter((partition) -> partition.topic().equals(topic))).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 7, 64, 200 })
    void balancesAfterEachJoinAndLeave(int partitions) {
        this.topics.put("AIR", partitions);
        for (String replica : List.of("a", "b", "c", "d")) {
            join(replica, Math.min(partitions, 32));
            settle();
            assertBalanced();
        }
        for (String replica : List.of("a", "c", "d")) {
            leave(replica);
            settle();
            assertBalanced();
        }
    }

    @Test
    void assignsNobodyAPartitionThatTwoMembersClaim() {
        join("a", 1);
        join("b", 1);
        join("c", 1);
        this.topics.put("AIR", 1);
        TopicPartition partition = new TopicPartition("AIR", 0);
        this.owned.put("a/0", List.of(partition));
        this.owned.put("b/0", List.of(partition));
        rebalance();

        assertThat(loads()).isEqualTo(Map.of("a", 0, "b", 0, "c", 0));
        rebalance();
        assertThat(loads().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    }

    @Test
    void prefersTheClaimOfTheLaterGeneration() {
        join("a", 1);
        join("b", 1);
        this.topics.put("AIR", 1);
        TopicPartition partition = new TopicPartition("AIR", 0);
        this.owned.put("a/0", List.of(partition));
        this.owned.put("b/0", List.of(partition));
        this.generations.put("a/0", 0);
        rebalance();

        assertThat(loads()).isEqualTo(Map.of("a", 0, "b", 1));
    }

    @Test
    void assignsAThreadOnlyTopicsThatItReads() {
        this.topics.put("EARTH", 2);
        Subscription airOnly = new Subscription(List.of("AIR"), new ReplicaAssignor().subscriptionUserData(Set.of()));
        Subscription both = new Subscription(List.of("AIR", "EARTH"), named("b").subscriptionUserData(Set.of()));
        Map<String, List<TopicPartition>> assigned = assign(Map.of("a/0", airOnly, "b/0", both));

        assertThat(assigned.get("a/0")).hasSize(3).allMatch((partition) -> partition.topic().equals("AIR"));
        assertThat(assigned.get("b/0")).hasSize(3);
    }

    private void join(String replica, int threads) {
        IntStream.range(0, threads).forEach((thread) -> this.owned.put(replica + "/" + thread, List.of()));
    }

    private void leave(String replica) {
        this.owned.keySet().removeIf((member) -> member.startsWith(replica + "/"));
    }

    private void settle() {
        Map<String, List<TopicPartition>> before;
        do {
            before = new HashMap<>(this.owned);
            rebalance();
        }
        while (!before.equals(this.owned));
    }

    /** Runs one rebalance, with the checks of the Kafka client. */
    private void rebalance() {
        Map<String, Subscription> members = new HashMap<>();
        this.owned.forEach((id, partitions) -> members.put(id,
                new Subscription(List.copyOf(this.topics.keySet()),
                        named(id.substring(0, id.indexOf('/'))).subscriptionUserData(Set.of()), partitions,
                        this.generations.getOrDefault(id, this.generation), Optional.empty())));
        Map<String, List<TopicPartition>> assigned = assign(members);
        Set<TopicPartition> added = new HashSet<>();
        Set<TopicPartition> revoked = new HashSet<>();
        this.owned.forEach((id, partitions) -> {
            added.addAll(without(assigned.get(id), partitions));
            revoked.addAll(without(partitions, assigned.get(id)));
        });
        assertThat(added).filteredOn(revoked::contains).isEmpty();
        assertThat(assigned.values().stream().flatMap(List::stream)).doesNotHaveDuplicates();
        this.moves += added.size();
        this.owned.putAll(assigned);
        this.generation++;
        this.generations.clear();
    }

    private static List<TopicPartition> without(Collection<TopicPartition> all, Collection<TopicPartition> some) {
        List<TopicPartition> left = new ArrayList<>(all);
        left.removeAll(some);
        return left;
    }

    private Map<String, List<TopicPartition>> assign(Map<String, Subscription> members) {
        Map<String, List<TopicPartition>> assigned = new HashMap<>();
        new ReplicaAssignor().assign(cluster(), new GroupSubscription(members))
            .groupAssignment()
            .forEach((id, assignment) -> assigned.put(id, assignment.partitions()));
        return assigned;
    }

    private static ReplicaAssignor named(String replica) {
        ReplicaAssignor assignor = new ReplicaAssignor();
        assignor.configure(Map.of(ReplicaAssignor.REPLICA, replica));
        return assignor;
    }

    private Cluster cluster() {
        Node node = new Node(0, "localhost", 9092);
        Stream<PartitionInfo> partitions = this.topics.entrySet()
            .stream()
            .flatMap((topic) -> IntStream.range(0, topic.getValue())
                .mapToObj((partition) -> new PartitionInfo(topic.getKey(), partition, node, new Node[0], new Node[0])));
        return new Cluster("cluster", List.of(node), partitions.toList(), Set.of(), Set.of());
    }

    private Map<String, Integer> loads() {
        Map<String, Integer> loads = new TreeMap<>();
        this.owned.forEach(
                (id, partitions) -> loads.merge(id.substring(0, id.indexOf('/')), partitions.size(), Integer::sum));
        return loads;
    }

    private void assertBalanced() {
        Collection<Integer> loads = loads().values();
        int all = this.topics.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(loads.stream().mapToInt(Integer::intValue).sum()).isEqualTo(all);
        assertThat(loads).allSatisfy(
                (load) -> assertThat(load).isBetween(all / loads.size(), (all + loads.size() - 1) / loads.size()));
        this.owned.forEach((id, partitions) -> this.owned.forEach((other, others) -> {
            if (id.charAt(0) == other.charAt(0)) {
                assertThat(Math.abs(partitions.size() - others.size())).isLessThanOrEqualTo(1);
            }
        }));
    }

}
