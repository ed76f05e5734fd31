package io.sensorstreams.producer.clocks;

import java.net.URI;
import java.util.List;

import io.sensorstreams.common.web.openapi.Answers;
import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.clock.ClockState;
import io.sensorstreams.producer.range.EventInstant;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/clocks")
@Refusal(status = 404, type = "clock-not-found")
@Refusal(status = 503, type = "broker-unavailable")
class ClockController {

    /**
     * Change of the speed of a clock.
     *
     * @param speedup factor by which the clock is faster than the wall clock
     */
    record Speed(@NotNull @Positive @Max(ClockSpec.FASTEST) Double speedup) {

    }

    /**
     * Seek of a clock.
     *
     * @param to event time that the clock shows next, in its zone or with an offset
     */
    record Seek(@NotNull @EventInstant String to) {

    }

    private final Clocks clocks;

    private final ClockViews views;

    ClockController(Clocks clocks, ClockViews views) {
        this.clocks = clocks;
        this.views = views;
    }

    /** Lists all clocks, by name. */
    @Refusal(status = 503, type = "broker-unavailable")
    @GetMapping
    List<ClockView> all() {
        return this.clocks.all().stream().map(this.views::view).toList();
    }

    /** Returns a clock. */
    @Refusal(status = 503, type = "broker-unavailable")
    @GetMapping("/{name}")
    ClockView find(@PathVariable String name) {
        return this.views.view(this.clocks.find(name));
    }

    /** Creates a clock, or replaces a stopped one. */
    @PutMapping("/{name}")
    @Answers({ 200, 201 })
    @Refusal(status = 409, type = "clock-running")
    ResponseEntity<ClockView> put(@PathVariable String name, @Valid @RequestBody ClockSpec spec) {
        boolean created = this.clocks.put(name, spec);
        ClockView clock = find(name);
        return created ? ResponseEntity.created(URI.create("/api/clocks/" + name)).body(clock)
                : ResponseEntity.ok(clock);
    }

    /** Deletes a clock that no stream follows. */
    @DeleteMapping("/{name}")
    @Refusal(status = 409, type = "clock-in-use")
    ResponseEntity<Void> delete(@PathVariable String name) {
        this.clocks.delete(name);
        return ResponseEntity.noContent().build();
    }

    /** Starts a clock at the time that it shows. Idempotent. */
    @PostMapping("/{name}/start")
    @Refusal(status = 409, type = "clock-ended")
    ClockView start(@PathVariable String name) {
        return this.views.view(this.clocks.start(name));
    }

    /** Lets a clock stand, and all its streams with it. Idempotent. */
    @PostMapping("/{name}/pause")
    ClockView pause(@PathVariable String name) {
        return this.views.view(this.clocks.hold(name, ClockState.PAUSED));
    }

    /** Lets a clock continue. Idempotent. */
    @PostMapping("/{name}/resume")
    @Refusal(status = 409, type = "clock-ended")
    ClockView resume(@PathVariable String name) {
        return this.views.view(this.clocks.start(name));
    }

    /** Stops a clock, which can be replaced then. It keeps its time. Idempotent. */
    @PostMapping("/{name}/stop")
    ClockView stop(@PathVariable String name) {
        return this.views.view(this.clocks.hold(name, ClockState.STOPPED));
    }

    /** Changes the speed of a clock; that of a running clock changes at once. */
    @PatchMapping("/{name}")
    ClockView changeSpeed(@PathVariable String name, @Valid @RequestBody Speed speed) {
        return this.views.view(this.clocks.speedUp(name, speed.speedup()));
    }

    /**
     * Sets a clock to another time. Rows before a later time are not sent; rows since an
     * earlier one are sent again, as a new run.
     */
    @PostMapping("/{name}/seek")
    ClockView seek(@PathVariable String name, @Valid @RequestBody Seek seek) {
        return this.views.view(this.clocks.seek(name, seek.to()));
    }

}
