package io.sensorstreams.producer.stream;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.web.openapi.Answers;
import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.pace.Pace;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/streams")
@Refusal(status = 404, type = "stream-not-found")
@Refusal(status = 503, type = "broker-unavailable")
class StreamController {

    private final StreamRegistry streams;

    private final StreamViews views;

    StreamController(StreamRegistry streams, StreamViews views) {
        this.streams = streams;
        this.views = views;
    }

    /** Lists all streams, by name. */
    @Refusal(status = 503, type = "broker-unavailable")
    @GetMapping
    List<StreamView> all() {
        return this.views.views(this.streams.all());
    }

    /** Creates a stream. It starts at once if {@code autoStart} is true. */
    @PostMapping
    @Answers(201)
    @Refusal(status = 409, type = "stream-exists")
    ResponseEntity<StreamView> create(@Validated(StreamSpec.Named.class) @RequestBody StreamSpec spec) {
        return created(this.views.view(this.streams.create(spec)));
    }

    private static ResponseEntity<StreamView> created(StreamView stream) {
        return ResponseEntity.created(URI.create("/api/streams/" + stream.spec().name())).body(stream);
    }

    /** Returns a stream. */
    @Refusal(status = 503, type = "broker-unavailable")
    @GetMapping("/{name}")
    StreamView find(@PathVariable String name) {
        return this.views.view(this.streams.find(name));
    }

    /**
     * Replaces or creates a stream. The position is kept for the same source, and
     * discarded for another one.
     */
    @PutMapping("/{name}")
    @Answers({ 200, 201 })
    @Refusal(status = 409, type = "stream-running")
    ResponseEntity<StreamView> replace(@PathVariable String name, @Valid @RequestBody StreamSpec spec) {
        Optional<StreamView> replaced = this.streams.replace(spec.named(name)).map(this.views::view);
        return replaced.map(ResponseEntity::ok).orElseGet(() -> created(find(name)));
    }

    /** Stops a stream, and deletes it with its position. */
    @DeleteMapping("/{name}")
    ResponseEntity<Void> delete(@PathVariable String name) {
        this.streams.delete(name);
        return ResponseEntity.noContent().build();
    }

    /**
     * Starts a stream, at its position or from the beginning. A stream over a directory
     * can skip the rest of the file that it is in.
     */
    @PostMapping("/{name}/start")
    @Refusal(status = 409, type = "stream-completed")
    @Refusal(status = 409, type = "file-changed")
    @Refusal(status = 409, type = "stream-running")
    StreamView start(@PathVariable String name,
            @Schema(allowableValues = { "position", "beginning", "next-file" }) @RequestParam(
                    defaultValue = "position") String from) {
        return this.views.view(StartFrom.of(from).start(this.streams, name));
    }

    /**
     * Stops a stream. Returns when everything that was read is acknowledged; the position
     * is kept. Idempotent.
     */
    @PostMapping("/{name}/stop")
    StreamView stop(@PathVariable String name) {
        return this.views.view(this.streams.stop(name));
    }

    /** Pauses a stream. Idempotent. */
    @PostMapping("/{name}/pause")
    @Refusal(status = 409, type = "stream-completed")
    StreamView pause(@PathVariable String name) {
        return this.views.view(this.streams.pause(name));
    }

    /** Resumes a stream. Idempotent. */
    @PostMapping("/{name}/resume")
    @Refusal(status = 409, type = "stream-completed")
    @Refusal(status = 409, type = "file-changed")
    StreamView resume(@PathVariable String name) {
        return this.views.view(this.streams.start(name));
    }

    /** Changes the pace of a stream; that of a running stream changes at once. */
    @PatchMapping("/{name}/pace")
    StreamView changePace(@PathVariable String name, @Valid @RequestBody Pace pace) {
        return this.views.view(this.streams.changePace(name, pace));
    }

    /** Starts all streams. */
    @PostMapping("/start")
    List<StreamView> startAll() {
        return this.views.views(this.streams.startAll());
    }

    /** Stops all streams. */
    @PostMapping("/stop")
    List<StreamView> stopAll() {
        return this.views.views(this.streams.stopAll());
    }

    /** Returns the position of a stream: what Kafka has acknowledged. */
    @Refusal(status = 503, type = "broker-unavailable")
    @GetMapping("/{name}/position")
    PositionView position(@PathVariable String name) {
        return PositionView.of(this.streams.position(name));
    }

    /** Discards the position of a stream: it starts from the beginning. */
    @DeleteMapping("/{name}/position")
    @Refusal(status = 409, type = "position-in-use")
    ResponseEntity<Void> forgetPosition(@PathVariable String name) {
        this.streams.forgetPosition(name);
        return ResponseEntity.noContent().build();
    }

}
