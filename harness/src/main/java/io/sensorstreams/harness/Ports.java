package io.sensorstreams.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Finds and checks TCP ports of this machine. */
public final class Ports {

    /** Below the ephemeral ports, which the system gives to outgoing connections. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private static final int CONNECT_MILLIS = 2000;

    private Ports() {
    }

    /** Returns the first of consecutive free ports for programs that start later. */
    public static int free(int count) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, LAST - count);
            if (areFree(first, count)) {
                return first;
            }
        }
    }

    public static boolean areFree(int first, int count) {
        return IntStream.range(first, first + count).allMatch(Ports::isFree);
    }

    /** Returns whether a program of this user can bind the port. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        }
        catch (IOException e) {
            return false;
        }
    }

    /** Returns whether a program accepts connections at the port. */
    public static boolean acceptsConnections(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        }
        catch (IOException e) {
            return false;
        }
    }

}
