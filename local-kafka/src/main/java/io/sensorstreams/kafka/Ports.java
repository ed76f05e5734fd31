package io.sensorstreams.kafka;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds free ports before any node starts, because each node must be configured with the
 * ports of all nodes.
 */
final class Ports {

    static final String HOST = "127.0.0.1";

    private Ports() {
    }

    static List<Integer> brokers(LocalKafkaSettings settings) throws IOException {
        if (settings.port() == 0) {
            return free(settings.nodes());
        }
        List<Integer> ports = IntStream.range(settings.port(), settings.port() + settings.nodes()).boxed().toList();
        for (int port : ports) {
            bind(port).close();
        }
        return ports;
    }

    static List<Integer> free(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(bind(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        }
        finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        }
        catch (BindException e) {
            socket.close();
            throw new BindException("Port " + port + " of " + HOST + " is taken by another program");
        }
    }

}
