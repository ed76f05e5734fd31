package io.sensorstreams.producer.report;

import java.io.IOException;

import io.sensorstreams.producer.row.TimeFormat;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST API of reports.
 */
@RestController
class ReportController {

    private final Reports reports;

    ReportController(Reports reports) {
        this.reports = reports;
    }

    @GetMapping("/api/files/{name}/report")
    FileReport report(@PathVariable String name, @RequestParam(defaultValue = "Time") String timeColumn,
            @RequestParam(defaultValue = TimeFormat.DEFAULT) String timeFormat,
            @RequestParam(defaultValue = "Station") String stationColumn) throws IOException {
        return this.reports.of(name, new ReportOptions(timeColumn, timeFormat, stationColumn));
    }

}
