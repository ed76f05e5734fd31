package io.sensorstreams.consumer.find;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.web.openapi.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST API of the search for rows. */
@RestController
class RowController {

    private final RowSearches searches;

    RowController(RowSearches searches) {
        this.searches = searches;
    }

    /**
     * Finds a row by its stream and number, or by its offset: its record in Kafka, and
     * its line in the files of each group.
     * @param topic topic of the row
     * @param stream stream that sent the row
     * @param row number of the row within its run, from 0
     * @param run run of the stream; the latest one that has the row by default
     * @param partition partition of the row; all by default
     * @param offset offset of the row, in place of stream and row
     * @param group only the files of this group
     */
    @GetMapping("/api/rows")
    @Operation(operationId = "findRow")
    @Refusal(status = 404, type = "row-not-found")
    @Refusal(status = 503, type = { "row-search-busy", "kafka-unavailable", "output-directory-failed" })
    @Refusal(status = 504, type = "row-search-timeout")
    RowView find(@RequestParam String topic, @RequestParam(required = false) @Nullable String stream,
            @RequestParam(required = false) @Nullable Long row, @RequestParam(required = false) @Nullable Long run,
            @RequestParam(required = false) @Nullable Integer partition,
            @RequestParam(required = false) @Nullable Long offset,
            @RequestParam(required = false) @Nullable String group)
            throws IOException, TimeoutException, InterruptedException {
        return this.searches.find(new RowRequest(topic, stream, row, run, partition, offset, group));
    }

}
