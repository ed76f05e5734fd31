package io.sensorstreams.producer.preview;

import java.io.IOException;

import io.sensorstreams.producer.definition.StreamSpec;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST API of previews.
 */
@RestController
class PreviewController {

    private static final String ROWS = "10";

    private final Previews previews;

    private final FileStream streams;

    PreviewController(Previews previews, FileStream streams) {
        this.previews = previews;
        this.streams = streams;
    }

    /**
     * Previews a stream.
     * @param rows most records. It has no annotation: with one, Spring would report the
     * faults of the body without their fields.
     */
    @PostMapping("/api/streams/preview")
    PreviewView ofStream(@Valid @RequestBody StreamSpec spec, @RequestParam(defaultValue = ROWS) int rows)
            throws IOException {
        return this.previews.of(spec, rows);
    }

    @GetMapping("/api/files/{name}/preview")
    PreviewView ofFile(@PathVariable String name, @RequestParam(defaultValue = ROWS) int rows,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(defaultValue = "station") String partitioning) throws IOException {
        return this.previews.ofFile(this.streams.of(name, topic, partitioning), rows);
    }

}
