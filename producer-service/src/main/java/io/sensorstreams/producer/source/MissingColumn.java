package io.sensorstreams.producer.source;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Message about a column that a file does not have.
 */
final class MissingColumn {

    /** Most columns that a message shows. */
    private static final int SHOWN_COLUMNS = 30;

    /** Most characters that a message shows of the name of a column. */
    private static final int SHOWN_NAME = 60;

    private MissingColumn() {
    }

    static String message(String column, String file, List<String> header) {
        String columns = header.stream()
            .limit(SHOWN_COLUMNS)
            .map(MissingColumn::quoted)
            .collect(Collectors.joining(", "));
        int more = header.size() - SHOWN_COLUMNS;
        return "is " + quoted(column) + ", but " + file + " has the columns " + columns
                + ((more > 0) ? " and " + more + " more" : "");
    }

    private static String quoted(String name) {
        return "'" + ((name.length() <= SHOWN_NAME) ? name : name.substring(0, SHOWN_NAME) + "…") + "'";
    }

}
