package io.sensorstreams.common.objects;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocketFactory;

/**
 * Creates TLS sockets that can be closed while another thread writes to them. Without
 * {@code SO_LINGER}, {@link javax.net.ssl.SSLSocket#close} of OpenJDK waits for the lock
 * of the writer, which waits forever when the peer does not read. With it, the close
 * waits that long and then ends the connection, so that the write fails.
 */
final class ClosableSockets extends SSLSocketFactory {

    private static final int LINGER_SECONDS = 1;

    private final SSLSocketFactory sockets;

    ClosableSockets(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    private static Socket closable(Socket socket) throws IOException {
        socket.setSoLinger(true, LINGER_SECONDS);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return closable(this.sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return closable(this.sockets.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return closable(this.sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return closable(this.sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return closable(this.sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return closable(this.sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return this.sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return this.sockets.getSupportedCipherSuites();
    }

}
