package io.sensorstreams.common.web.security.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** A complete answer of the issuer. It can be read several times, by several threads. */
final class IssuerAnswer {

    private static final int MAX_BYTES = 1 << 20;

    private final HttpStatusCode status;

    private final HttpHeaders headers;

    private final byte[] body;

    private IssuerAnswer(HttpStatusCode status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Reads an answer.
     * @throws IOException when it cannot be read, or is larger than 1 MB
     */
    static IssuerAnswer of(ClientHttpResponse response) throws IOException {
        byte[] body = response.getBody().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new IOException("The answer has more than 1 MB");
        }
        return new IssuerAnswer(response.getStatusCode(), HttpHeaders.readOnlyHttpHeaders(response.getHeaders()), body);
    }

    boolean isGood() {
        return this.status.is2xxSuccessful();
    }

    @Override
    public String toString() {
        return "status " + this.status.value();
    }

    ClientHttpResponse toResponse() {
        return new ClientHttpResponse() {
            @Override
            public HttpStatusCode getStatusCode() {
                return IssuerAnswer.this.status;
            }

            @Override
            public String getStatusText() {
                return "";
            }

            @Override
            public HttpHeaders getHeaders() {
                return IssuerAnswer.this.headers;
            }

            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(IssuerAnswer.this.body);
            }

            @Override
            public void close() {
                // The bytes are in memory.
            }
        };
    }

}
