package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.web.openapi.Answers;
import io.sensorstreams.common.web.openapi.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/files")
@Refusal(status = 404, type = "file-not-found")
class FileController {

    private static final String FILE = "/{group}/{topic}/{partition}/{file}";

    private final CommittedFiles files;

    FileController(CommittedFiles files) {
        this.files = files;
    }

    /** Lists all files in the ledger. */
    @GetMapping
    List<LedgerEntry> list() {
        return this.files.list();
    }

    /**
     * Returns the committed bytes of a file on the disk of any replica or in an object
     * store, or its last rows.
     */
    @GetMapping(FILE)
    @Parameter(name = "tail", in = ParameterIn.QUERY, description = "Returns the header and so many last rows only",
            schema = @Schema(type = "integer", minimum = "0", maximum = "10000"))
    @Answers(value = { 200, 206 },
            content = { "text/csv", "application/x-ndjson", "application/gzip", "application/zstd",
                    "application/vnd.apache.parquet" })
    @Refusal(status = 416, type = "range-not-satisfiable")
    @Refusal(status = 503, type = { "replicas-unavailable", "object-store-failed" })
    ResponseEntity<Resource> download(@PathVariable String group, @PathVariable String topic,
            @PathVariable int partition, @PathVariable String file,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange)
            throws StoreException {
        CommittedFile committed = this.files.get(group, topic, partition, file);
        return ResponseEntity.ok()
            .contentType(committed.type())
            .eTag(committed.etag())
            .body(RequestedRange.of(committed, range, ifRange));
    }

    @GetMapping(path = FILE, params = "tail")
    @Operation(hidden = true)
    ResponseEntity<byte[]> tail(@PathVariable String group, @PathVariable String topic, @PathVariable int partition,
            @PathVariable String file, @RequestParam @Min(0) @Max(10_000) int tail) throws IOException {
        CommittedFile committed = this.files.get(group, topic, partition, file);
        return ResponseEntity.ok().contentType(committed.typeOfLines()).body(committed.tail(tail));
    }

}
