package io.sensorstreams.producer.sinks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadTopicsTest {

    @Test
    void aTopicIsReadByAMemberOrAGroupWithACommittedOffset() {
        ReadTopics read = ReadTopics.of(List.of(group(GroupState.STABLE, "AIR"), group(GroupState.EMPTY)),
                List.of(Map.of(new TopicPartition("EARTH", 0), new OffsetAndMetadata(7))));

        assertThat(read.isUnread("AIR")).contains(false);
        assertThat(read.isUnread("EARTH")).contains(false);
        assertThat(read.isUnread("ARI")).contains(true);
    }

    @Test
    void noTopicIsUnreadDuringARebalance() {
        ReadTopics read = ReadTopics.of(List.of(group(GroupState.PREPARING_REBALANCE), group(GroupState.STABLE, "AIR")),
                List.of());

        assertThat(read.isUnread("AIR")).contains(false);
        assertThat(read.isUnread("ARI")).isEqualTo(Optional.empty());
    }

    @Test
    void everyTopicIsUnreadWithoutAGroup() {
        assertThat(ReadTopics.of(List.of(), List.of()).isUnread("AIR")).contains(true);
    }

    private static ConsumerGroupDescription group(GroupState state, String... topics) {
        List<MemberDescription> members = List.of(topics)
            .stream()
            .map((topic) -> new MemberDescription("member", Optional.empty(), Optional.empty(), "client", "host",
                    new MemberAssignment(Set.of(new TopicPartition(topic, 0))), Optional.empty(), Optional.empty(),
                    Optional.empty()))
            .toList();
        return new ConsumerGroupDescription("group", false, members, "range", GroupType.CLASSIC, state, Node.noNode(),
                Set.of(), Optional.empty(), Optional.empty());
    }

}
