package io.sensorstreams.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports of this machine. */
final class Ports {

    private static final int KAFKA = 9092;

    private static final int STEP = 100;

    private Ports() {
    }

    static void requireFree(int port, String option) throws StartException {
        if (!isFree(port)) {
            throw new StartException("Port " + port + " is taken; choose another one with " + option);
        }
    }

    /** First of so many free ports in a row: 9092, or the next hundred above it. */
    static int forKafka(int brokers) throws StartException {
        return IntStream.iterate(KAFKA, (port) -> port < 60_000, (port) -> port + STEP)
            .filter((first) -> IntStream.range(first, first + brokers).allMatch(Ports::isFree))
            .findFirst()
            .orElseThrow(() -> new StartException("No port is free for Kafka"));
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        }
        catch (IOException e) {
            return false;
        }
    }

}
