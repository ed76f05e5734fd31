package io.sensorstreams.consumer.group;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.consumer.replicas.Replica;
import io.sensorstreams.consumer.replicas.ask.Answer;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas;
import io.sensorstreams.consumer.replicas.ask.ReplicasUnavailableException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class GroupCommandsTest {

    private static final Caller CALLER = new Caller(null, false);

    private final Listeners listeners = mock(Listeners.class);

    private final OtherReplicas others = mock(OtherReplicas.class);

    private final GroupCommands commands = new GroupCommands(this.listeners, this.others);

    @Test
    void leavesAReplicaOutThatDoesNotHaveTheGroup() throws Exception {
        answer("{\"type\":\"urn:sensor-streams:problem:group-not-found\"}");

        assertThat(this.commands.run("AIR", "pause", (group) -> {
        }, CALLER).replicas()).isNull();
    }

    @Test
    void namesAReplicaWhoseAddressDoesNotKnowTheCommand() throws Exception {
        answer("<html>Not found</html>");

        assertThatExceptionOfType(ReplicasUnavailableException.class)
            .isThrownBy(() -> this.commands.run("AIR", "pause", (group) -> {
            }, CALLER))
            .withMessageContaining("'b' at http://b:8082 (it answered with status 404)");
    }

    private void answer(String body) throws InterruptedException {
        ListenerGroup group = mock(ListenerGroup.class);
        when(group.view())
            .thenReturn(new ListenerView("AIR", List.of("AIR"), ListenerState.PAUSED, 1, List.of(), null, null));
        when(this.listeners.get("AIR")).thenReturn(group);
        Replica other = new Replica("b", "http://b:8082", List.of("AIR"), Instant.EPOCH, null);
        OtherReplicas.Asked asked = mock(OtherReplicas.Asked.class);
        when(asked.answers()).thenReturn(List.of(new Answer(other, 404, body.getBytes(StandardCharsets.UTF_8), null)));
        when(this.others.self()).thenReturn("a");
        when(this.others.running(List.of("AIR"))).thenReturn(List.of(other));
        when(this.others.ask(any(), any(), any())).thenReturn(asked);
    }

}
