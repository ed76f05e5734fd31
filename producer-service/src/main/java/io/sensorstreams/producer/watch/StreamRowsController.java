package io.sensorstreams.producer.watch;

import java.io.IOException;

import io.sensorstreams.common.web.live.Watchers;
import io.sensorstreams.common.web.openapi.Answers;
import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.producer.command.StreamNotFoundException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamTopic;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends the rows of a stream as server-sent events. */
@RestController
@Refusal(status = 404, type = "stream-not-found")
class StreamRowsController {

    private final StreamTopic definitions;

    private final WatchedTopics topics;

    private final Watchers watchers;

    StreamRowsController(StreamTopic definitions, WatchedTopics topics, Watchers watchers) {
        this.definitions = definitions;
        this.topics = topics;
        this.watchers = watchers;
    }

    /**
     * Sends the rows of a stream as server-sent events, as they are committed to Kafka.
     * {@code row}: a row. {@code sampled}: at most so many records were not shown.
     * {@code idle}: nothing was sent for a while.
     * @param perSecond most rows a second; others are not shown
     */
    @Refusal(status = 503, type = { "broker-unavailable", "too-many-watchers" })
    @Answers(content = MediaType.TEXT_EVENT_STREAM_VALUE)
    @GetMapping(path = "/api/streams/{name}/rows", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void rows(@PathVariable String name, @RequestParam(defaultValue = "20") @Min(1) @Max(1000) int perSecond,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        StreamDefinition stream = this.definitions.find(name).orElseThrow(() -> new StreamNotFoundException(name));
        this.watchers.open(request, response, perSecond, new StreamRows(stream, this.definitions, this.topics));
    }

}
