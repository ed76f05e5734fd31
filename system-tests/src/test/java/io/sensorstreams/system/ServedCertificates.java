package io.sensorstreams.system;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Reads the certificates that brokers show to their clients. */
final class ServedCertificates {

    /** Accepts every certificate: this is about which one it is. */
    private static final X509TrustManager ANY = new X509TrustManager() {

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

    };

    private ServedCertificates() {
    }

    static List<String> serials(SecureCluster kafka) throws IOException {
        List<String> serials = new ArrayList<>();
        for (int node = 1; node <= SecureCluster.NODES; node++) {
            serials.add(serial(kafka.clientPort(node)));
        }
        return serials;
    }

    private static String serial(int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] { ANY }, null);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
                socket.startHandshake();
                X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                return certificate.getSerialNumber().toString(16);
            }
        }
        catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

}
