package io.sensorstreams.consumer.group;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerViewTest {

    @Test
    void isNotStoppedWhileAnotherReplicaStopsIt() {
        assertThat(stopped(ListenerState.STOPPING).state()).isEqualTo(ListenerState.STOPPING);
        assertThat(stopped(ListenerState.STOPPED).state()).isEqualTo(ListenerState.STOPPED);
    }

    private static ListenerView stopped(ListenerState other) {
        ListenerView here = new ListenerView("AIR", List.of("AIR"), ListenerState.STOPPED, 0, List.of(), null, null);
        return here.on(List.of(new ReplicaState("a", ListenerState.STOPPED), new ReplicaState("b", other)));
    }

}
