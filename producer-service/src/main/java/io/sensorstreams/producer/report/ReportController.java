package io.sensorstreams.producer.report;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

import io.sensorstreams.common.web.openapi.Refusal;
import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.producer.files.DialectParameter;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.time.TimeFormat;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * REST API of reports.
 */
@RestController
class ReportController {

    /** As in a stream's source. */
    private static final int MOST_TIME_COLUMNS = 10;

    private final Reports reports;

    private final DialectParameter dialects;

    ReportController(Reports reports, DialectParameter dialects) {
        this.reports = reports;
        this.dialects = dialects;
    }

    /**
     * Reports what is in a file: times with gaps, stations, and the range of each column.
     * @param name name of the file
     * @param timeColumn column of the row's time; given again, columns that make the time
     * together
     * @param timeFormat format of the time, as in a stream's source
     * @param stationColumn column of the row's station
     * @param timeZone zone of times without an offset
     * @param dialect how the rows are written: {@code auto}, or an object in JSON
     */
    @GetMapping("/api/files/{name}/report")
    @Refusal(status = 404, type = "file-not-found")
    @Refusal(status = 503, type = { "report-not-ready", "data-directory-failed" })
    FileReport report(@PathVariable String name, @RequestParam(defaultValue = "Time") List<String> timeColumn,
            @RequestParam(defaultValue = TimeFormat.AUTO) String timeFormat,
            @RequestParam(defaultValue = "Station") String stationColumn,
            @RequestParam(required = false) @Nullable String timeZone,
            @RequestParam(defaultValue = DialectParameter.AUTO) String dialect, WebRequest request)
            throws SourceException {
        // Spring splits a single value at its commas, which names of columns may have.
        String[] columns = request.getParameterValues("timeColumn");
        if (columns != null && columns.length > MOST_TIME_COLUMNS) {
            throw new InvalidParameterException("timeColumn",
                    "is given " + columns.length + " times, expected at most " + MOST_TIME_COLUMNS);
        }
        FileReport report = this.reports.of(name, new ReportOptions((columns != null) ? List.of(columns) : timeColumn,
                timeFormat, stationColumn, zone(timeZone), this.dialects.read(dialect)));
        checkNamed(request, "timeColumn", report);
        checkNamed(request, "stationColumn", report);
        return report;
    }

    /** A column that is asked for must be there, as in a stream's source. */
    private static void checkNamed(WebRequest request, String parameter, FileReport report) {
        String[] asked = request.getParameterValues(parameter);
        List<String> names = report.columns().stream().map(FileReport.Column::name).toList();
        if (asked == null || names.size() < report.columnCount()) {
            return;
        }
        for (String column : asked) {
            if (!names.contains(column)) {
                throw new InvalidParameterException(parameter,
                        "is '" + column + "', but " + report.name() + " has no such column");
            }
        }
    }

    /** The document of the API leaves out parameters of the type {@link ZoneId}. */
    private static @Nullable ZoneId zone(@Nullable String text) {
        try {
            return (text != null) ? ZoneId.of(text) : null;
        }
        catch (DateTimeException e) {
            throw new InvalidParameterException("timeZone",
                    "is '" + text + "', expected a time zone such as Europe/Berlin");
        }
    }

}
