package io.sensorstreams.common.web.security.https;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that its own key has signed, and this key. A client that trusts the
 * certificate trusts a server that has the key.
 */
public final class SelfSigned {

    private static final char[] PASSWORD = "password".toCharArray();

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] { '\n' });

    private final Certificate certificate;

    private final Key key;

    private SelfSigned(Certificate certificate, Key key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** Creates a certificate for localhost and 127.0.0.1 that is valid now. */
    public static SelfSigned create(Path directory) throws Exception {
        return create(directory, "-keyalg", "EC", "-validity", "365", "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    /**
     * Creates a certificate.
     * @param options further options of {@code keytool -genkeypair}
     */
    public static SelfSigned create(Path directory, String... options) throws Exception {
        Path file = directory.resolve("keys.p12");
        Files.deleteIfExists(file);
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "one",
                "-dname", "CN=sensor", "-storepass", new String(PASSWORD), "-storetype", "PKCS12", "-keystore",
                file.toString());
        keytool.command().addAll(List.of(options));
        Process process = keytool.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD);
        }
        Files.delete(file);
        return new SelfSigned(store.getCertificate("one"), store.getKey("one", PASSWORD));
    }

    public Path writeCertificate(Path file) throws IOException, GeneralSecurityException {
        return write(file, "CERTIFICATE", this.certificate.getEncoded());
    }

    public Path writeKey(Path file) throws IOException {
        return write(file, "PRIVATE KEY", this.key.getEncoded());
    }

    private static Path write(Path file, String type, byte[] content) throws IOException {
        return Files.writeString(file,
                "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, BASE64.encodeToString(content)));
    }

    /** Returns a context of a server that has the key. */
    public SSLContext server() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("one", this.key, PASSWORD, new Certificate[] { this.certificate });
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Returns a context of a client that trusts this certificate only. */
    public SSLContext client() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("one", this.certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

}
