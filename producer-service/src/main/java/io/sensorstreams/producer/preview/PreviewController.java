package io.sensorstreams.producer.preview;

import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.files.DialectParameter;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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

    private final DialectParameter dialects;

    PreviewController(Previews previews, FileStream streams, DialectParameter dialects) {
        this.previews = previews;
        this.streams = streams;
        this.dialects = dialects;
    }

    // The rows have no annotation. With one, Spring would report the faults of the body
    // without their fields.
    /**
     * Shows the first records that a stream would send. Creates and sends nothing.
     * @param rows most records, 1 to 100
     */
    @PostMapping("/api/streams/preview")
    @Operation(operationId = "previewStream")
    @Refusal(status = 503, type = { "previews-busy", "data-directory-failed" })
    PreviewView ofStream(@Valid @RequestBody StreamSpec spec, @RequestParam(defaultValue = ROWS) int rows)
            throws ReadFailedException {
        return this.previews.of(spec, rows);
    }

    /**
     * Shows the first records that the stream of a file would send, with the defaults of
     * a stream.
     * @param name name of the file
     * @param rows most records, 1 to 100
     * @param topic topic of the records; by default the first letters of the file's name
     * @param partitioning how records are partitioned
     * @param dialect how the rows are written: {@code auto}, or an object in JSON
     */
    @GetMapping("/api/files/{name}/preview")
    @Refusal(status = 404, type = "file-not-found")
    @Refusal(status = 503, type = { "previews-busy", "data-directory-failed" })
    PreviewView ofFile(@PathVariable String name, @RequestParam(defaultValue = ROWS) int rows,
            @RequestParam(required = false) @Nullable String topic,
            @Schema(allowableValues = { "station", "row", "spread" }) @RequestParam(
                    defaultValue = "station") String partitioning,
            @RequestParam(defaultValue = DialectParameter.AUTO) String dialect) throws SourceException {
        return this.previews.ofFile(this.streams.of(name, topic, partitioning, this.dialects.read(dialect)), rows);
    }

}
