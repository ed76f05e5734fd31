package io.sensorstreams.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {

    @Test
    void findsConsecutivePortsThatAreFree() {
        int first = Ports.free(3);

        assertThat(Ports.areFree(first, 3)).isTrue();
        assertThat(Ports.acceptsConnections("127.0.0.1", first)).isFalse();
    }

    @Test
    void findsAPortThatAnotherProgramUses() throws IOException {
        int first = Ports.free(2);
        try (ServerSocket taken = new ServerSocket(first + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.areFree(first, 2)).isFalse();
            assertThat(Ports.acceptsConnections("127.0.0.1", taken.getLocalPort())).isTrue();
        }
    }

}
