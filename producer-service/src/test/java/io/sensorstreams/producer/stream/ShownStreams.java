package io.sensorstreams.producer.stream;

import java.util.List;

import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.StreamPosition;

/**
 * Runs commands on a running service and returns the views of the API.
 */
record ShownStreams(StreamRegistry streams, StreamViews views) {

    static ShownStreams of(TestService service) {
        return new ShownStreams(service.bean(StreamRegistry.class), service.bean(StreamViews.class));
    }

    List<StreamView> all() {
        return this.views.views(this.streams.all());
    }

    StreamView find(String name) {
        return this.views.view(this.streams.find(name));
    }

    StreamPosition position(String name) {
        return this.streams.position(name);
    }

    StreamView create(StreamSpec spec) {
        return this.views.view(this.streams.create(spec));
    }

    void replace(StreamSpec spec) {
        this.streams.replace(spec);
    }

    void delete(String name) {
        this.streams.delete(name);
    }

    StreamView start(String name) {
        return this.views.view(this.streams.start(name));
    }

    StreamView startFromBeginning(String name) {
        return this.views.view(this.streams.startFromBeginning(name));
    }

    StreamView stop(String name) {
        return this.views.view(this.streams.stop(name));
    }

    StreamView pause(String name) {
        return this.views.view(this.streams.pause(name));
    }

    StreamView changePace(String name, Pace pace) {
        return this.views.view(this.streams.changePace(name, pace));
    }

    List<StreamView> startAll() {
        return this.views.views(this.streams.startAll());
    }

    List<StreamView> stopAll() {
        return this.views.views(this.streams.stopAll());
    }

    void forgetPosition(String name) {
        this.streams.forgetPosition(name);
    }

}
