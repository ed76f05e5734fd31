package io.sensorstreams.common.web.security.token;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers of the issuer at one address. One thread asks, others wait for its answer.
 * After a burst of requests the latest answer is used again, so that tokens with invented
 * keys do not become requests to the issuer. While the issuer fails, its last good answer
 * is used for an hour. Thread-safe; holds no lock while it asks.
 */
final class IssuerSource {

    /** Requests that are sent without a pause. */
    static final int BURST = 10;

    /** Time after which one more request is sent. */
    static final Duration SPAN = Duration.ofSeconds(5);

    /** How long a failure is remembered. */
    static final Duration FAILED = Duration.ofSeconds(1);

    /** How long the last good answer is used while the issuer fails. */
    static final Duration OUTAGE = Duration.ofHours(1);

    /** More than the time-out of a request. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger LOGGER = LoggerFactory.getLogger(IssuerSource.class);

    private final URI address;

    private final InstantSource clock;

    private @Nullable CompletableFuture<IssuerAnswer> running;

    private @Nullable CompletableFuture<IssuerAnswer> latest;

    private @Nullable IssuerAnswer good;

    private long goodAt;

    private long failedUntil;

    /** Time at which all requests of the burst may be sent again, in milliseconds. */
    private long restedAt;

    private boolean outage;

    IssuerSource(URI address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    /** Sends the request, or returns the answer of another one. */
    IssuerAnswer ask(Request request) throws IOException {
        CompletableFuture<IssuerAnswer> mine = new CompletableFuture<>();
        CompletableFuture<IssuerAnswer> chosen = choose(mine, this.clock.millis());
        if (chosen == mine) {
            IssuerAnswer answer = null;
            IOException failure = new IOException("The request was not sent");
            try {
                answer = request.send();
            }
            catch (IOException e) {
                failure = e;
            }
            finally {
                end(mine, answer, failure);
            }
        }
        return result(chosen);
    }

    private synchronized CompletableFuture<IssuerAnswer> choose(CompletableFuture<IssuerAnswer> mine, long now) {
        if (this.running != null) {
            return this.running;
        }
        long debt = Math.max(0, this.restedAt - now);
        if (this.latest != null && (now < this.failedUntil || debt > (BURST - 1) * SPAN.toMillis())) {
            return this.latest;
        }
        this.restedAt = now + debt + SPAN.toMillis();
        this.running = mine;
        return mine;
    }

    private void end(CompletableFuture<IssuerAnswer> mine, @Nullable IssuerAnswer answer, IOException failure) {
        IssuerAnswer kept = note(mine, answer, this.clock.millis());
        IssuerAnswer used = (kept != null) ? kept : answer;
        if (used == null) {
            mine.completeExceptionally(failure);
            return;
        }
        mine.complete(used);
        if (isNewOutage(kept != null)) {
            LOGGER.atWarn()
                .addKeyValue("issuer", this.address)
                .log("The issuer of tokens does not answer; its last answer is used for an hour");
        }
    }

    /** Returns the last good answer if it is to be used instead of this one. */
    private synchronized @Nullable IssuerAnswer note(CompletableFuture<IssuerAnswer> mine,
            @Nullable IssuerAnswer answer, long now) {
        this.running = null;
        this.latest = mine;
        if (answer != null && answer.isGood()) {
            this.good = answer;
            this.goodAt = now;
            return null;
        }
        this.failedUntil = now + FAILED.toMillis();
        return (now < this.goodAt + OUTAGE.toMillis()) ? this.good : null;
    }

    private synchronized boolean isNewOutage(boolean outage) {
        boolean isNew = outage && !this.outage;
        this.outage = outage;
        return isNew;
    }

    private IssuerAnswer result(CompletableFuture<IssuerAnswer> answer) throws IOException {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (ExecutionException e) {
            // Without a cause: this text is all that is logged.
            throw new IOException(this.address + ": " + e.getCause());
        }
        catch (TimeoutException e) {
            throw new IOException(this.address + ": no answer within " + LIMIT.toSeconds() + " s", e);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Asks the issuer. Has a time-out. */
    interface Request {

        IssuerAnswer send() throws IOException;

    }

}
