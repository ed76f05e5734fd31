package io.sensorstreams.common.objects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection to a server over HTTP that can fail in several ways. A change ends the
 * connections that are open.
 */
public final class FaultyLink implements AutoCloseable {

    private static final Fault NONE = new Fault(Kind.NONE, "", new AtomicLong());

    private final URI server;

    private final ServerSocket socket;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final AtomicLong faults = new AtomicLong();

    private volatile Fault fault = NONE;

    private enum Kind {

        NONE, REFUSES, HANGS, CUTS, ALLOWS, ANSWERS, HIDES

    }

    private record Fault(Kind kind, String answer, AtomicLong bytes) {

    }

    public FaultyLink(URI server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start("link", this::accept);
    }

    /** Address of the server by way of this link. */
    public URI endpoint() {
        return URI.create("http://localhost:" + this.socket.getLocalPort());
    }

    /** Number of connections that failed. */
    public long faults() {
        return this.faults.get();
    }

    public void works() {
        change(NONE);
    }

    /** Ends each connection at once. */
    public void refuses() {
        change(new Fault(Kind.REFUSES, "", new AtomicLong()));
    }

    /** Never answers. */
    public void hangs() {
        change(new Fault(Kind.HANGS, "", new AtomicLong()));
    }

    /** Ends each connection after some bytes of its answers. */
    public void cuts(long bytes) {
        change(new Fault(Kind.CUTS, "", new AtomicLong(bytes)));
    }

    /** Passes this many bytes of answers on, then ends all connections. */
    public void allows(long bytes) {
        change(new Fault(Kind.ALLOWS, "", new AtomicLong(bytes)));
    }

    /** Answers each request with a status and an error code of S3. */
    public void answers(int status, String code) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code
                + "</Message></Error>";
        change(new Fault(Kind.ANSWERS, "HTTP/1.1 " + status + " Fault\r\nContent-Type: application/xml\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body, new AtomicLong()));
    }

    /** Hides a header of the requests from the server, which does not know it then. */
    public void hides(String header) {
        change(new Fault(Kind.HIDES, header, new AtomicLong()));
    }

    private void change(Fault now) {
        this.fault = now;
        this.open.forEach(FaultyLink::end);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = this.socket.accept();
                this.open.add(client);
                start("link-client", () -> serve(client, this.fault));
            }
        }
        catch (IOException e) {
            // The link is closed.
        }
    }

    private void serve(Socket client, Fault now) {
        try (client) {
            if (now.kind() != Kind.NONE) {
                this.faults.incrementAndGet();
            }
            switch (now.kind()) {
                case REFUSES -> {
                }
                case HANGS -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
                case ANSWERS -> answer(client, now.answer());
                case CUTS -> forward(client, new AtomicLong(now.bytes().get()), "");
                case ALLOWS -> forward(client, now.bytes(), "");
                case NONE -> forward(client, new AtomicLong(Long.MAX_VALUE), "");
                case HIDES -> forward(client, new AtomicLong(Long.MAX_VALUE), now.answer());
            }
        }
        catch (IOException e) {
            // One side has ended the connection.
        }
        finally {
            this.open.remove(client);
        }
    }

    private static void answer(Socket client, String answer) throws IOException {
        BufferedReader request = new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String line = request.readLine();
        while (line != null && !line.isEmpty()) {
            line = request.readLine();
        }
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    private void forward(Socket client, AtomicLong left, String hidden) throws IOException {
        try (Socket upstream = new Socket(this.server.getHost(), this.server.getPort())) {
            this.open.add(upstream);
            start("link-server", () -> copy(client, upstream, hidden));
            InputStream answers = upstream.getInputStream();
            byte[] buffer = new byte[8192];
            // An answer that is lost must exist: the server has executed the request.
            int count = answers.read(buffer);
            while (count >= 0) {
                int most = count;
                long before = left.getAndUpdate((now) -> Math.max(0, now - most));
                client.getOutputStream().write(buffer, 0, (int) Math.min(count, before));
                count = (before > count) ? answers.read(buffer) : -1;
            }
            this.open.remove(upstream);
        }
    }

    private static void copy(Socket from, Socket to, String hidden) {
        try {
            if (hidden.isEmpty()) {
                from.getInputStream().transferTo(to.getOutputStream());
            }
            else {
                copyWithout(hidden, from.getInputStream(), to.getOutputStream());
            }
        }
        catch (IOException e) {
            // One side has ended the connection.
        }
        finally {
            end(to);
        }
    }

    /** Changes the last letter of each text that is like the name of the header. */
    private static void copyWithout(String hidden, InputStream from, OutputStream to) throws IOException {
        int matched = 0;
        int next = from.read();
        while (next >= 0) {
            boolean same = Character.toLowerCase(next) == Character.toLowerCase(hidden.charAt(matched));
            matched = same ? matched + 1 : 0;
            boolean found = matched == hidden.length();
            matched = found ? 0 : matched;
            to.write(found ? '_' : next);
            if (from.available() == 0) {
                to.flush();
            }
            next = from.read();
        }
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
        this.open.forEach(FaultyLink::end);
    }

}
