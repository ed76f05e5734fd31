package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.util.List;

import io.sensorstreams.consumer.files.CommittedFiles;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST API of series.
 */
@RestController
class SeriesController {

    private final CommittedFiles files;

    private final SeriesFiles series;

    SeriesController(CommittedFiles files, SeriesFiles series) {
        this.files = files;
        this.series = series;
    }

    @GetMapping("/api/files/{group}/{topic}/{partition}/{file}/series")
    SeriesView series(@PathVariable String group, @PathVariable String topic, @PathVariable int partition,
            @PathVariable String file, @RequestParam(defaultValue = "") List<String> columns,
            @RequestParam(required = false) @Nullable String x, @RequestParam(defaultValue = "1000") int points)
            throws IOException {
        return this.series.read(this.files.get(group, topic, partition, file), new SeriesRequest(columns, x, points));
    }

}
