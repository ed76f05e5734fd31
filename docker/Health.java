import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Succeeds when the service in this container is ready. The images have neither a shell
 * nor another program that sends requests.
 */
final class Health {

    private static final int LIMIT_MILLIS = 4_000;

    private Health() {
    }

    public static void main(String[] args) {
        String management = System.getenv("MANAGEMENT_SERVER_PORT");
        int port = Integer.parseInt((management != null && !management.isEmpty()) ? management : System.getenv("SERVER_PORT"));
        String status;
        try {
            status = status(connect(port));
            // Tomcat answers a plain request so when the port is for HTTPS.
            if (status.equals("400")) {
                status = status(secure(connect(port), port));
            }
        }
        catch (IOException | GeneralSecurityException e) {
            status = e.toString();
        }
        if (!status.equals("200")) {
            System.err.println("Not ready: " + status);
            System.exit(1);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), LIMIT_MILLIS);
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    private static String status(Socket open) throws IOException {
        try (Socket socket = open) {
            socket.getOutputStream()
                .write("GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            String[] words = (line != null) ? line.split(" ") : new String[0];
            return (words.length > 1) ? words[1] : "no answer";
        }
    }

    /**
     * Accepts each certificate: the service is in this container, and the request has no
     * secret.
     */
    private static Socket secure(Socket socket, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] { new Anyone() }, null);
        return context.getSocketFactory().createSocket(socket, "localhost", port, true);
    }

    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

    }

}
