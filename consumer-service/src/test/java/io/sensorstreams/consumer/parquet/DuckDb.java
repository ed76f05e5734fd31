package io.sensorstreams.consumer.parquet;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs SQL with DuckDB, which shares no code with this program. */
public final class DuckDb {

    private DuckDb() {
    }

    /**
     * Runs a query in an empty database.
     * @param arguments files, as the texts of the placeholders
     * @return the cells of each row as text
     */
    public static List<List<String>> query(String sql, Object... arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads to 1");
            try (ResultSet result = statement.executeQuery(sql.formatted(arguments))) {
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        cells.add(result.getString(i));
                    }
                    rows.add(cells);
                }
                return rows;
            }
        }
    }

}
