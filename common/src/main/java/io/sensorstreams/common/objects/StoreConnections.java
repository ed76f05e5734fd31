package io.sensorstreams.common.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

import org.springframework.util.StringUtils;

/**
 * Opens connections to a store that can be closed at any time, also while a thread waits
 * for a store that does not read. Keys, certificates and proxies come from the system
 * properties and environment variables that the SDK uses. Thread-safe.
 */
final class StoreConnections implements UrlConnectionFactory {

    private final StoreProperties properties;

    /** One for all connections: the runtime reuses only those of the same factory. */
    private final SSLSocketFactory sockets;

    private final ProxyConfiguration proxy = ProxyConfiguration.builder().build();

    private StoreConnections(StoreProperties properties, SSLSocketFactory sockets) {
        this.properties = properties;
        this.sockets = new ClosableSockets(sockets);
    }

    static SdkHttpClient client(StoreProperties properties) {
        return client(properties, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** Uses other keys and certificates, for tests. */
    static SdkHttpClient client(StoreProperties properties, SSLSocketFactory sockets) {
        return UrlConnectionHttpClient.create(new StoreConnections(properties, sockets));
    }

    @Override
    public HttpURLConnection createConnection(URI target) {
        try {
            HttpURLConnection connection = open(target);
            if (connection instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(this.sockets);
            }
            connection.setConnectTimeout(millis(this.properties.connectTimeout().toMillis()));
            connection.setReadTimeout(millis(this.properties.timeout().toMillis()));
            return connection;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the SDK does, which has no other way to set the factory of the sockets. */
    private HttpURLConnection open(URI target) throws IOException {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        if (this.proxy.host() == null || this.proxy.nonProxyHosts().stream().anyMatch(host::matches)) {
            return (HttpURLConnection) target.toURL().openConnection();
        }
        InetSocketAddress address = InetSocketAddress.createUnresolved(this.proxy.host(), this.proxy.port());
        HttpURLConnection connection = (HttpURLConnection) target.toURL()
            .openConnection(new Proxy(Proxy.Type.HTTP, address));
        if (StringUtils.hasLength(this.proxy.username()) && StringUtils.hasLength(this.proxy.password())) {
            byte[] user = (this.proxy.username() + ":" + this.proxy.password()).getBytes(StandardCharsets.UTF_8);
            connection.addRequestProperty("proxy-authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        }
        return connection;
    }

    private static int millis(long millis) {
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

}
