package io.sensorstreams.producer.report;

import java.util.List;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.producer.csv.CsvOptions;
import io.sensorstreams.producer.row.TimeFormat;

/**
 * How a file is read for its report.
 *
 * @param timeColumn column of the row's time; optional in the header
 * @param timeFormat format of the time, see
 * {@link io.sensorstreams.producer.row.TimeFormat#of}
 * @param stationColumn column of the row's station; optional in the header
 */
record ReportOptions(String timeColumn, String timeFormat, String stationColumn) {

    private static final int MAX_FORMAT = 200;

    private static final List<String> MISSING = List.of("---", "");

    /**
     * Validates the format, which comes from a request.
     * @throws InvalidParameterException when it is invalid
     */
    ReportOptions {
        if (timeFormat.length() > MAX_FORMAT || !TimeFormat.isKnown(timeFormat)) {
            throw new InvalidParameterException("timeFormat",
                    "must be iso, epoch-millis or a pattern such as " + TimeFormat.DEFAULT);
        }
    }

    CsvOptions toCsv() {
        return new CsvOptions(false, MISSING, this.timeColumn, this.timeFormat, this.stationColumn);
    }

}
