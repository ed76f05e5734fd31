package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
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
class FileController {

    private static final String FILE = "/{group}/{topic}/{partition}/{file}";

    private final CommittedFiles files;

    FileController(CommittedFiles files) {
        this.files = files;
    }

    @GetMapping
    List<LedgerEntry> list() {
        return this.files.list();
    }

    @GetMapping(FILE)
    ResponseEntity<Resource> download(@PathVariable String group, @PathVariable String topic,
            @PathVariable int partition, @PathVariable String file,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range) {
        CommittedFile committed = this.files.get(group, topic, partition, file);
        return ResponseEntity.ok().contentType(committed.type()).body(RequestedRange.of(committed, range));
    }

    @GetMapping(path = FILE, params = "tail")
    ResponseEntity<byte[]> tail(@PathVariable String group, @PathVariable String topic, @PathVariable int partition,
            @PathVariable String file, @RequestParam @Min(0) @Max(10_000) int tail) throws IOException {
        CommittedFile committed = this.files.get(group, topic, partition, file);
        return ResponseEntity.ok().contentType(committed.type()).body(committed.tail(tail));
    }

}
