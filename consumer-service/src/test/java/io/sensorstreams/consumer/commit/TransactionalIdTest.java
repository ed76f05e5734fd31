package io.sensorstreams.consumer.commit;

import java.util.List;

import io.sensorstreams.consumer.commit.TransactionalId.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TransactionalIdTest {

    @Test
    void isUniqueWhenNamesContainTheSeparator() {
        List<TransactionalId> ids = List.of(TransactionalId.ofThread("a", "b-c", 0),
                TransactionalId.ofThread("a-b", "c", 0), TransactionalId.ofThread("a/b", "c", 0),
                TransactionalId.ofThread("a%2Fb", "c", 0), TransactionalId.ofPartition("a", "b-c", 0),
                TransactionalId.ofPartition("a-b", "c", 0), TransactionalId.ofReplay("b-0"),
                TransactionalId.ofReplay("0"), TransactionalId.ofThread("a", "replay-b", 0),
                TransactionalId.ofThread("AIR", "AIR", 0), TransactionalId.ofPartition("AIR", "AIR", 0));

        assertThat(ids).extracting(TransactionalId::id).doesNotHaveDuplicates().allMatch((id) -> id.contains("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "consumer-0", "a/b", "a%2Fb", "%", "a-b-0" })
    void returnsTheOwnerOfAThread(String instance) {
        assertThat(TransactionalId.threadOf(TransactionalId.ofThread(instance, "b-c", 12).id()))
            .contains(new Owner(instance, "b-c"));
    }

    @Test
    void recognizesOnlyIdsOfThreads() {
        assertThat(List.of("thread/a/b/", "thread/a/b/x", "thread/a/b/1/2", "thread/a/b", "a-b-0", "sensor-streams-0",
                TransactionalId.ofPartition("a", "b", 0).id(), TransactionalId.ofReplay("b").id()))
            .allMatch((id) -> TransactionalId.threadOf(id).isEmpty());
    }

    @Test
    void isTheSameForReplaysOfAllReplicas() {
        assertThat(TransactionalId.ofReplay("g").id()).isEqualTo("replay/g");
    }

}
