package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.consumer.replicas.ask.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Refusal(status = 404, type = "group-not-found")
@Refusal(status = 409, type = "replay-refused")
@Refusal(status = 503,
        type = { "kafka-unavailable", "output-directory-failed", "replicas-unavailable", "object-store-failed" })
class ReplayController {

    private final Replays replays;

    private final Skips skips;

    private final StoppedElsewhere elsewhere;

    private final Callers callers;

    ReplayController(Replays replays, Skips skips, StoppedElsewhere elsewhere, Callers callers) {
        this.replays = replays;
        this.skips = skips;
        this.elsewhere = elsewhere;
        this.callers = callers;
    }

    /**
     * Takes a stopped group back to an earlier offset. The next start writes the rows
     * again.
     */
    @PostMapping("/api/listeners/{group}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReplayView replay(@PathVariable String group, @Valid @RequestBody ReplayRequest request, HttpServletRequest call)
            throws IOException, TimeoutException, InterruptedException {
        this.elsewhere.require(group, this.callers.of(call));
        return this.replays.replay(group, request);
    }

    /** Skips offsets of a partition. The group continues at the offset {@code to}. */
    @PostMapping("/api/listeners/{group}/skip")
    SkipView skip(@PathVariable String group, @Valid @RequestBody SkipRequest request, HttpServletRequest call)
            throws IOException, TimeoutException, InterruptedException {
        this.elsewhere.require(group, this.callers.of(call));
        return this.skips.skip(group, request);
    }

}
