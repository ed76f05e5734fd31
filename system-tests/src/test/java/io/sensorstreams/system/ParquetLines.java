package io.sensorstreams.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads Parquet files with DuckDB, as the lines of the CSV file with the same rows. Times
 * have the form of {@link Readings}.
 */
final class ParquetLines {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);

    private ParquetLines() {
    }

    /**
     * Returns the names of the columns and all rows of a file, in order.
     * @throws IOException when DuckDB cannot read the file
     */
    static List<String> read(byte[] file) throws IOException {
        Path copy = Files.createTempFile("rows-", ".parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Files.write(copy, file);
            statement.execute("set threads to 1");
            try (ResultSet rows = statement.executeQuery("select * from read_parquet('" + copy + "')")) {
                return lines(rows);
            }
        }
        catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        finally {
            Files.delete(copy);
        }
    }

    private static List<String> lines(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnName(column));
        }
        lines.add(String.join(",", names));
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                cells.add(cell(rows, column, columns.getColumnType(column)));
            }
            lines.add(String.join(",", cells));
        }
        return lines;
    }

    private static String cell(ResultSet rows, int column, int type) throws SQLException {
        if (rows.getObject(column) == null) {
            return "";
        }
        return (type == Types.TIMESTAMP) ? TIME.format(rows.getObject(column, LocalDateTime.class))
                : rows.getString(column);
    }

}
