package io.sensorstreams.launcher.console.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import io.sensorstreams.harness.Api;
import org.jspecify.annotations.Nullable;

/** Creates clients of services. */
final class Clients {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Clients() {
    }

    /**
     * Creates a client.
     * @param headers headers of all requests
     * @param authorities file with the certificates of the authorities that a service may
     * have; null for those of Java
     * @throws IllegalArgumentException when the file has no certificates
     */
    static Api create(String address, Map<String, String> headers, @Nullable Path authorities) {
        HttpClient.Builder builder = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT);
        if (address.startsWith("http:")) {
            builder.sslContext(context(new TrustManager[0]));
        }
        else if (authorities != null) {
            builder.sslContext(context(managers(authorities)));
        }
        return new Api(builder.build(), address, headers);
    }

    /**
     * A client without a context reads the certificates of the machine, which takes a
     * good part of the time of a command. One without managers trusts nobody: HTTP does
     * not use it.
     */
    private static SSLContext context(TrustManager[] trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            return context;
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    private static TrustManager[] managers(Path authorities) {
        try (InputStream content = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
                store.setCertificateEntry("authority" + store.size(), each);
            }
            if (store.size() == 0) {
                throw new CertificateException("it is empty");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        }
        catch (CertificateException e) {
            throw new IllegalArgumentException(
                    authorities + ", which has no certificates; expected is a file with certificates in the form PEM",
                    e);
        }
        catch (IOException e) {
            throw new IllegalArgumentException(authorities + ", which cannot be read", e);
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no store for certificates", e);
        }
    }

}
