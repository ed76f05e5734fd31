package io.sensorstreams.launcher.console.call;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.sensorstreams.harness.Api;

/** Creates clients of services. */
final class Clients {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Clients() {
    }

    /** Creates a client that sends the user and the password of the environment. */
    static Api create(String address, Map<String, String> environment) {
        HttpClient.Builder builder = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT);
        if (address.startsWith("http:")) {
            builder.sslContext(unused());
        }
        return new Api(builder.build(), address, headers(environment));
    }

    private static Map<String, String> headers(Map<String, String> environment) {
        String user = environment.getOrDefault("SENSOR_API_USER", "");
        String password = environment.getOrDefault("SENSOR_API_PASSWORD", "");
        return (user.isEmpty() || password.isEmpty()) ? Map.of() : Api.basicHeaders(user, password);
    }

    /**
     * A client without a context reads the certificates of the machine, which takes a
     * good part of the time of a command. This one trusts nobody: HTTP does not use it.
     */
    private static SSLContext unused() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        }
        catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

}
