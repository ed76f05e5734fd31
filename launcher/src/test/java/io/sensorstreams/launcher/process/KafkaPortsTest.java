package io.sensorstreams.launcher.process;

import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaPortsTest {

    @Test
    void givesTwoRunsDifferentPortsBeforeEitherUsesThem() throws Exception {
        try (KafkaPorts one = KafkaPorts.reserve(3); KafkaPorts other = KafkaPorts.reserve(3)) {
            assertThat(other.first()).isGreaterThan(one.first());
        }
    }

    @Test
    void passesOverPortsOfWhichOneIsTaken() throws Exception {
        KafkaPorts free = KafkaPorts.reserve(3);
        free.close();
        try (ServerSocket taken = new ServerSocket(free.first() + 2, 1, InetAddress.getLoopbackAddress());
                KafkaPorts ports = KafkaPorts.reserve(3)) {
            assertThat(ports.first()).isGreaterThan(taken.getLocalPort());
        }
    }

}
