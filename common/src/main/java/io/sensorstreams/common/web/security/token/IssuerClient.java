package io.sensorstreams.common.web.security.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

/**
 * Asks the issuer for its metadata and its keys, within a short time and not too often:
 * clients decide when a token with an unknown key is checked. Thread-safe.
 */
final class IssuerClient implements ClientHttpRequestInterceptor {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final InstantSource clock;

    /** By the addresses of the metadata and of the keys, which are few. */
    private final Map<URI, IssuerSource> sources = new ConcurrentHashMap<>();

    private IssuerClient(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Creates a client.
     * @param trust context with the authorities of the issuer; null for those of the JVM
     */
    static RestOperations create(@Nullable SSLContext trust, InstantSource clock) {
        HttpClient.Builder client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT);
        if (trust != null) {
            client.sslContext(trust);
        }
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client.build());
        requests.setReadTimeout(ANSWER);
        RestTemplate rest = new RestTemplate(requests);
        rest.setInterceptors(List.of(new IssuerClient(clock)));
        return rest;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        IssuerSource source = this.sources.computeIfAbsent(request.getURI(),
                (address) -> new IssuerSource(address, this.clock));
        return source.ask(() -> {
            try (ClientHttpResponse response = execution.execute(request, body)) {
                return IssuerAnswer.of(response);
            }
        }).toResponse();
    }

}
