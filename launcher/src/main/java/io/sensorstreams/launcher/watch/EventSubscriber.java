package io.sensorstreams.launcher.watch;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Passes the events of a response on, while its lines arrive. */
final class EventSubscriber implements Flow.Subscriber<String> {

    private final EventLines lines = new EventLines();

    private final Consumer<Event> events;

    EventSubscriber(Consumer<Event> events) {
        this.events = events;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        this.lines.add(line).ifPresent(this.events);
    }

    @Override
    public void onError(Throwable failure) {
        // The response fails, too.
    }

    @Override
    public void onComplete() {
        // The response ends, too.
    }

}
