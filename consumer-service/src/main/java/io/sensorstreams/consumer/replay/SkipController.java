package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import jakarta.validation.Valid;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SkipController {

    private final Skips skips;

    SkipController(Skips skips) {
        this.skips = skips;
    }

    @PostMapping("/api/listeners/{group}/skip")
    SkipView skip(@PathVariable String group, @Valid @RequestBody SkipRequest request)
            throws IOException, TimeoutException, InterruptedException {
        return this.skips.skip(group, request);
    }

}
