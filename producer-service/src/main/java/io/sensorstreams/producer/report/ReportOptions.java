package io.sensorstreams.producer.report;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.time.TimeFormat;
import io.sensorstreams.producer.time.TimeOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read for its report.
 *
 * @param timeColumn columns that make the row's time together; optional in the header
 * @param timeFormat format of the time, see {@link TimeFormat}
 * @param stationColumn column of the row's station; optional in the header
 * @param timeZone zone of times without an offset; null when they count as UTC
 * @param dialect how the rows are written; null to find that out
 */
record ReportOptions(List<String> timeColumn, String timeFormat, String stationColumn, @Nullable ZoneId timeZone,
        @Nullable Dialect dialect) {

    private static final int MAX_FORMAT = 200;

    private static final List<String> MISSING = List.of("---", "");

    /**
     * Validates the format, which comes from a request.
     * @throws InvalidParameterException when it is invalid
     */
    ReportOptions {
        if (timeFormat.length() > MAX_FORMAT) {
            throw new InvalidParameterException("timeFormat", "must have at most " + MAX_FORMAT + " characters");
        }
        TimeFormat.fault(timeFormat).ifPresent((fault) -> {
            throw new InvalidParameterException("timeFormat", fault);
        });
        timeColumn = List.copyOf(timeColumn);
    }

    ReportOptions(String timeColumn, String timeFormat, String stationColumn) {
        this(List.of(timeColumn), timeFormat, stationColumn, null, null);
    }

    /** Zone of the wall clock that shows the times. */
    ZoneId zoneOfTimes() {
        return (this.timeZone != null) ? this.timeZone : ZoneOffset.UTC;
    }

    CsvOptions toCsv() {
        return new CsvOptions(false, MISSING, new TimeOptions(this.timeColumn, this.timeFormat, this.timeZone),
                this.stationColumn);
    }

}
