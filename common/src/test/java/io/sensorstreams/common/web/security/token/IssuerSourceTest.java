package io.sensorstreams.common.web.security.token;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class IssuerSourceTest {

    private Instant now = Instant.parse("2026-11-27T17:00:00Z");

    private final AtomicInteger requests = new AtomicInteger();

    private final IssuerSource source = new IssuerSource(URI.create("http://issuer/keys"), () -> this.now);

    @Test
    void asksAgainAtOnceForAFewTimes() throws IOException {
        for (int i = 1; i <= IssuerSource.BURST; i++) {
            assertThat(ask("keys " + i)).isEqualTo("keys " + i);
        }
    }

    @Test
    void usesTheLatestAnswerWhenThereAreTooManyRequests() throws IOException {
        for (int i = 0; i < 1000; i++) {
            ask("keys");
        }
        assertThat(this.requests).hasValue(IssuerSource.BURST);
        this.now = this.now.plus(IssuerSource.SPAN);
        assertThat(ask("new")).isEqualTo("new");
        assertThat(ask("newer")).isEqualTo("new");
    }

    @Test
    void remembersAFailureForAMoment() throws IOException {
        assertThatExceptionOfType(IOException.class).isThrownBy(this::fail).withMessageContaining("refused");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask("keys"))
            .withMessage("http://issuer/keys: java.io.IOException: refused");
        assertThat(this.requests).hasValue(1);

        this.now = this.now.plus(IssuerSource.FAILED);

        assertThat(ask("keys")).isEqualTo("keys");
    }

    @Test
    void usesTheLastGoodAnswerWhileTheIssuerFails() throws IOException {
        ask("keys");
        this.now = this.now.plus(IssuerSource.OUTAGE).minus(IssuerSource.FAILED).minusMillis(1);

        assertThat(fail()).isEqualTo("keys");
        this.now = this.now.plus(IssuerSource.FAILED);
        assertThat(text(this.source.ask(() -> answer(HttpStatus.BAD_GATEWAY, "gateway")))).isEqualTo("keys");

        this.now = this.now.plus(IssuerSource.FAILED);
        assertThatExceptionOfType(IOException.class).isThrownBy(this::fail);
    }

    @Test
    void returnsAnAnswerThatIsNotGoodWhenThereWasNoGoodOne() throws IOException {
        IssuerAnswer answer = this.source.ask(() -> answer(HttpStatus.NOT_FOUND, ""));

        assertThat(answer.isGood()).isFalse();
    }

    @Test
    void oneThreadAsksAndOthersGetItsAnswer() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> unchecked(() -> {
            this.requests.incrementAndGet();
            pass(answers);
            return answer(HttpStatus.OK, "keys");
        }));
        await().until(() -> this.requests.get() == 1);
        Thread second = new Thread(() -> unchecked(() -> {
            this.requests.incrementAndGet();
            return answer(HttpStatus.OK, "other");
        }));
        second.start();
        await().until(() -> second.getState() == Thread.State.TIMED_WAITING);

        answers.countDown();
        second.join();

        assertThat(first.get()).isEqualTo("keys");
        assertThat(this.requests).hasValue(1);
    }

    @Test
    void anErrorOfARequestDoesNotBlockTheNextOne() throws IOException {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.source.ask(() -> {
            throw new IllegalStateException("fault");
        }));
        this.now = this.now.plus(IssuerSource.FAILED);

        assertThat(ask("keys")).isEqualTo("keys");
    }

    @Test
    void readsAtMostAMegabyte() {
        ClientHttpResponse large = new MockClientHttpResponse(new byte[(1 << 20) + 1], HttpStatus.OK);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> IssuerAnswer.of(large))
            .withMessage("The answer has more than 1 MB");
    }

    private String ask(String answer) throws IOException {
        return text(this.source.ask(() -> {
            this.requests.incrementAndGet();
            return answer(HttpStatus.OK, answer);
        }));
    }

    private String fail() throws IOException {
        return text(this.source.ask(() -> {
            this.requests.incrementAndGet();
            throw new IOException("refused");
        }));
    }

    private String unchecked(IssuerSource.Request request) {
        try {
            return text(this.source.ask(request));
        }
        catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(IssuerAnswer answer) throws IOException {
        try (ClientHttpResponse response = answer.toResponse()) {
            return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static IssuerAnswer answer(HttpStatus status, String body) throws IOException {
        return IssuerAnswer.of(new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8), status));
    }

}
