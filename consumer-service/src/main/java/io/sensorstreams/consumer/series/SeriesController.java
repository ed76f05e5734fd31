package io.sensorstreams.consumer.series;

import java.util.List;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.consumer.files.CommittedFiles;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * REST API of series.
 */
@RestController
class SeriesController {

    private static final String COLUMNS = "columns";

    private final CommittedFiles files;

    private final SeriesFiles series;

    SeriesController(CommittedFiles files, SeriesFiles series) {
        this.files = files;
        this.series = series;
    }

    /**
     * Returns the committed numbers of a file over time, thinned for a chart.
     * @param x column of the positions; empty for the numbers of the rows
     * @param points most positions, 2 to 10,000
     */
    @GetMapping("/api/files/{group}/{topic}/{partition}/{file}/series")
    @Parameter(name = COLUMNS, in = ParameterIn.QUERY,
            description = "Columns of the values; several in one value are separated by commas",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @Refusal(status = 404, type = "file-not-found")
    @Refusal(status = 503,
            type = { "series-busy", "output-directory-failed", "replicas-unavailable", "object-store-failed" })
    SeriesView series(@PathVariable String group, @PathVariable String topic, @PathVariable int partition,
            @PathVariable String file, @RequestParam(required = false) @Nullable String x,
            @RequestParam(defaultValue = "1000") int points, WebRequest request) throws StoreException {
        // Spring would split and trim a parameter.
        String[] columns = request.getParameterValues(COLUMNS);
        SeriesRequest wanted = new SeriesRequest((columns != null) ? List.of(columns) : List.of(), x, points);
        return this.series.read(this.files.get(group, topic, partition, file), wanted);
    }

}
