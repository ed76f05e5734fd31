package io.sensorstreams.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.sensorstreams.launcher.plan.StartException;

/** Checks TCP ports of this machine. */
public final class Ports {

    private static final int CONNECT_MILLIS = 2000;

    private Ports() {
    }

    public static void requireFree(int port, String option) throws StartException {
        if (!isFree(port)) {
            throw new StartException("Port " + port + " is taken; choose another one with " + option);
        }
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

    /** Returns whether a program accepts connections at the port. */
    static boolean takesConnections(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        }
        catch (IOException e) {
            return false;
        }
    }

}
