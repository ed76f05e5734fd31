package io.sensorstreams.consumer.watch;

import java.io.IOException;

import io.sensorstreams.common.web.live.Watchers;
import io.sensorstreams.common.web.openapi.Answers;
import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.consumer.sink.PartitionKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends the rows of a partition as server-sent events. */
@RestController
@Refusal(status = 404, type = "partition-not-found")
class PartitionRowsController {

    private final WatchedPartitions partitions;

    private final Watchers watchers;

    PartitionRowsController(WatchedPartitions partitions, Watchers watchers) {
        this.partitions = partitions;
        this.watchers = watchers;
    }

    /**
     * Sends the rows of a partition as server-sent events, as they are committed to a
     * file of this replica. {@code row}: a row. {@code sampled}: at most so many records
     * were not shown. {@code idle}: nothing was written for a while.
     * @param perSecond most rows a second; others are not shown
     */
    @Refusal(status = 409, type = "partition-elsewhere")
    @Refusal(status = 503, type = "too-many-watchers")
    @Answers(content = MediaType.TEXT_EVENT_STREAM_VALUE)
    @GetMapping(path = "/api/partitions/{group}/{topic}/{partition}/rows", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void rows(@PathVariable String group, @PathVariable String topic, @PathVariable int partition,
            @RequestParam(defaultValue = "20") @Min(1) @Max(1000) int perSecond, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        this.watchers.open(request, response, perSecond,
                this.partitions.rows(new PartitionKey(group, topic, partition)));
    }

}
