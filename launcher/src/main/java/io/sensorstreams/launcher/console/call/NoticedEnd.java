package io.sensorstreams.launcher.console.call;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A body of a request that reports when the client has taken its last byte. */
final class NoticedEnd implements BodyPublisher {

    private final BodyPublisher body;

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    NoticedEnd(BodyPublisher body) {
        this.body = body;
    }

    /** Is completed when the client has taken the last byte. */
    CompletableFuture<Void> end() {
        return this.end;
    }

    @Override
    public long contentLength() {
        return this.body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                subscriber.onNext(bytes);
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
                NoticedEnd.this.end.complete(null);
            }
        });
    }

}
