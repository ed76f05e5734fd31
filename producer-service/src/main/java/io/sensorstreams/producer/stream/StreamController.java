package io.sensorstreams.producer.stream;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.pace.Pace;
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
class StreamController {

    private final StreamRegistry streams;

    private final StreamViews views;

    StreamController(StreamRegistry streams, StreamViews views) {
        this.streams = streams;
        this.views = views;
    }

    @GetMapping
    List<StreamView> all() {
        return this.views.views(this.streams.all());
    }

    @PostMapping
    ResponseEntity<StreamView> create(@Validated(StreamSpec.Named.class) @RequestBody StreamSpec spec) {
        return created(this.views.view(this.streams.create(spec)));
    }

    private static ResponseEntity<StreamView> created(StreamView stream) {
        return ResponseEntity.created(URI.create("/api/streams/" + stream.spec().name())).body(stream);
    }

    @GetMapping("/{name}")
    StreamView find(@PathVariable String name) {
        return this.views.view(this.streams.find(name));
    }

    @PutMapping("/{name}")
    ResponseEntity<StreamView> replace(@PathVariable String name, @Valid @RequestBody StreamSpec spec) {
        Optional<StreamView> replaced = this.streams.replace(spec.named(name)).map(this.views::view);
        return replaced.map(ResponseEntity::ok).orElseGet(() -> created(find(name)));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Void> delete(@PathVariable String name) {
        this.streams.delete(name);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{name}/start")
    StreamView start(@PathVariable String name, @RequestParam(defaultValue = "position") String from) {
        return this.views.view(StartFrom.of(from).start(this.streams, name));
    }

    @PostMapping("/{name}/stop")
    StreamView stop(@PathVariable String name) {
        return this.views.view(this.streams.stop(name));
    }

    @PostMapping("/{name}/pause")
    StreamView pause(@PathVariable String name) {
        return this.views.view(this.streams.pause(name));
    }

    @PostMapping("/{name}/resume")
    StreamView resume(@PathVariable String name) {
        return this.views.view(this.streams.start(name));
    }

    @PatchMapping("/{name}/pace")
    StreamView changePace(@PathVariable String name, @Valid @RequestBody Pace pace) {
        return this.views.view(this.streams.changePace(name, pace));
    }

    @PostMapping("/start")
    List<StreamView> startAll() {
        return this.views.views(this.streams.startAll());
    }

    @PostMapping("/stop")
    List<StreamView> stopAll() {
        return this.views.views(this.streams.stopAll());
    }

    @GetMapping("/{name}/position")
    PositionView position(@PathVariable String name) {
        return PositionView.of(this.streams.position(name));
    }

    @DeleteMapping("/{name}/position")
    ResponseEntity<Void> forgetPosition(@PathVariable String name) {
        this.streams.forgetPosition(name);
        return ResponseEntity.noContent().build();
    }

}
