package io.sensorstreams.consumer.standing;

import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartingPointTest {

    private static final PartitionKey KEY = new PartitionKey("AIR", "AIR", 0);

    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAQ";

    private static final String OTHER = "AAAAAAAAAAAAAAAAAAAAAg";

    @Test
    void isAfterWhatTheGroupHasCommittedAndWhatIsInAFile() {
        assertThat(point(offset(9, ""), 0, 99, file(0, 7, TOPIC_ID)).offset()).isEqualTo(9);
        assertThat(point(offset(5, ""), 0, 99, file(0, 7, TOPIC_ID)).offset()).isEqualTo(7);
    }

    @Test
    void expectsWhatKafkaHasRemovedSinceTheLastCommit() {
        StartingPoint point = point(offset(5, TOPIC_ID), 8, 99);

        assertThat(point.offset()).isEqualTo(8);
        assertThat(point.expected()).isEqualTo(5);
    }

    @Test
    void expectsNothingThatKafkaRemovedBeforeTheGroupBegan() {
        StartingPoint point = point(Optional.empty(), 8, 99);

        assertThat(point.offset()).isEqualTo(8);
        assertThat(point.expected()).isEqualTo(8);
        assertThat(point.state().committedOffset()).isEmpty();
    }

    @Test
    void isInTheSameTopicWhenNoIdIsKnown() {
        assertThat(point(offset(7, "a text of another program"), 0, 7, file(0, 7, "")).replaced()).isEmpty();
    }

    @Test
    void isInAnotherTopicWhenAFileIs() {
        StartingPoint point = point(offset(7, TOPIC_ID), 0, 7, file(0, 3, TOPIC_ID), file(3, 7, OTHER));

        assertThat(point.replaced()).contains("has id " + TOPIC_ID + ", but the rows of group AIR are of id " + OTHER);
        assertThat(point.areFilesReplaced()).isTrue();
    }

    @Test
    void isInAnotherTopicWhenTheCommittedOffsetIsButKeepsTheFiles() {
        StartingPoint point = point(offset(7, OTHER), 0, 7, file(0, 7, TOPIC_ID));

        assertThat(point.replaced()).contains("has id " + TOPIC_ID + ", but the rows of group AIR are of id " + OTHER);
        assertThat(point.areFilesReplaced()).isFalse();
    }

    @Test
    void isInAnotherTopicWhenItsOffsetIsAfterTheEnd() {
        StartingPoint point = point(offset(8, TOPIC_ID), 0, 7);

        assertThat(point.replaced()).contains("partition 0 ends at offset 7, but group AIR is at 8");
        assertThat(point.areFilesReplaced()).isTrue();
    }

    private static StartingPoint point(Optional<OffsetAndMetadata> committed, long begin, long end,
            LedgerEntry... files) {
        return new StartingPoint(new CommittedState(KEY, committed, List.of(files), List.of(), DisputedFiles.NONE),
                "cluster", TOPIC_ID, begin, end);
    }

    private static Optional<OffsetAndMetadata> offset(long offset, String metadata) {
        return Optional.of(new OffsetAndMetadata(offset, metadata));
    }

    private static LedgerEntry file(long first, long next, String topicId) {
        return LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-%020d.csv".formatted(first))
            .nextOffset(next)
            .topicId(topicId)
            .build();
    }

}
