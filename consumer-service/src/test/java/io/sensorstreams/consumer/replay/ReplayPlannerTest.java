package io.sensorstreams.consumer.replay;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.TopicOffsets;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Replays of a partition from offset 2 to 9, with files that begin at 0 and 5. */
class ReplayPlannerTest {

    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAQ";

    private static final String OTHER = "AAAAAAAAAAAAAAAAAAAAAg";

    private static final Sink SINK = new Sink("AIR", "AIR", Path.of("output"), FileFormat.CSV);

    private final Ledger ledger = mock();

    private final TopicOffsets offsets = mock();

    private final ReplayPlanner planner = new ReplayPlanner(new CommittedStates(this.ledger, this.offsets),
            this.offsets, mock(), mock(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @BeforeEach
    void haveATopic() throws Exception {
        given(this.offsets.id("AIR")).willReturn(TOPIC_ID);
        given(this.offsets.starts("AIR")).willAnswer((call) -> new TreeMap<>(Map.of(0, 2L)));
        given(this.offsets.ends("AIR")).willReturn(new TreeMap<>(Map.of(0, 9L)));
    }

    @Test
    void setsTheFilesOfAnotherTopicAside() throws Exception {
        committed(TOPIC_ID, file(0, 5, OTHER), file(5, 9, TOPIC_ID));

        PartitionReplay replay = this.planner.plan(SINK, new ReplayFrom.Beginning()).get(0);

        assertThat(replay.replaced()).isTrue();
        assertThat(replay.from()).isEqualTo(2);
        assertThat(replay.deleted()).hasSize(2);
    }

    @Test
    void keepsTheFilesOfTheTopicWhenOnlyTheOffsetIsOfAnother() throws Exception {
        committed(OTHER, file(0, 2, TOPIC_ID), file(5, 9, TOPIC_ID));

        PartitionReplay replay = this.planner.plan(SINK, new ReplayFrom.Beginning()).get(0);

        assertThat(replay.replaced()).isFalse();
        assertThat(replay.from()).isEqualTo(2);
        assertThat(replay.deleted()).extracting(LedgerEntry::firstOffset).containsExactly(5L);
    }

    @Test
    void startsAtTheBeginningOfATopicThatTheGroupHasNotRead() throws Exception {
        committed(OTHER, file(5, 9, TOPIC_ID));

        assertThatExceptionOfType(ReplayRefusedException.class)
            .isThrownBy(() -> this.planner.plan(SINK, new ReplayFrom.Offset(5)))
            .withMessage("Topic AIR is not the topic of this name that group 'AIR' has read: its committed offset 9"
                    + " of partition 0 is not valid there; replay it from \"beginning\"");
    }

    @Test
    void writesCompressedFilesAgainAsAWhole() throws Exception {
        committed(TOPIC_ID, file(2, 5, TOPIC_ID), whole(5, 8), whole(7, 9));

        PartitionReplay replay = this.planner.plan(SINK, new ReplayFrom.Offset(8)).get(0);

        assertThat(replay.from()).isEqualTo(5);
        assertThat(replay.deleted()).extracting(LedgerEntry::firstOffset).containsExactly(5L, 7L);
        assertThat(replay.shortened()).isEmpty();
    }

    @Test
    void refusesAReplayOfACompressedFileThatKafkaHasInPart() throws Exception {
        committed(TOPIC_ID, whole(0, 5), file(5, 9, TOPIC_ID));

        assertThatExceptionOfType(ReplayRefusedException.class)
            .isThrownBy(() -> this.planner.plan(SINK, new ReplayFrom.Beginning()))
            .withMessage("AIR-0-00000000000000000000.csv.gz can only be replayed as a whole, from offset 0, but Kafka"
                    + " has removed the records before offset 2; replay from offset 5 or later");
    }

    private static LedgerEntry whole(long first, long next) {
        return LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-%020d.csv.gz".formatted(first))
            .nextOffset(next)
            .topicId(TOPIC_ID)
            .sealed(true)
            .build();
    }

    private void committed(String topicId, LedgerEntry... files) throws Exception {
        given(this.offsets.committed(eq("AIR"), eq("AIR"), any()))
            .willReturn(new TreeMap<>(Map.of(0, new OffsetAndMetadata(9, topicId))));
        given(this.ledger.files()).willReturn(List.of(files));
    }

    private static LedgerEntry file(long first, long next, String topicId) {
        return LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-%020d.csv".formatted(first))
            .nextOffset(next)
            .topicId(topicId)
            .build();
    }

}
