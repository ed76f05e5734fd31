package io.sensorstreams.producer.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What reading a CSV text told about it.
 *
 * @param columns names in the header
 * @param rows rows behind the header; empty when only the header was read
 * @param firstTime time in the first row
 * @param lastTime time in the last row
 * @param fault why the text cannot be read
 */
record FileScan(List<String> columns, OptionalLong rows, Optional<String> firstTime, Optional<String> lastTime,
        Optional<String> fault) {

    private static final String TIME = "Time";

    private static final int ROWS_BETWEEN_CHECKS = 0xfff;

    /** Reads no more than the header. */
    static FileScan ofHeader(CsvText text) {
        try (ForwardRows rows = new ForwardRows(text)) {
            return new FileScan(CsvHeader.read(text.name(), rows).columns(), OptionalLong.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty());
        }
        catch (IOException e) {
            return failed(text, e);
        }
    }

    /**
     * Reads all of a text.
     * @throws InterruptedIOException when the thread was interrupted
     */
    static FileScan ofAll(CsvText text) throws InterruptedIOException {
        try (ForwardRows rows = new ForwardRows(text)) {
            return ofAll(CsvHeader.read(text.name(), rows).columns(), rows);
        }
        catch (InterruptedIOException e) {
            throw e;
        }
        catch (IOException e) {
            return failed(text, e);
        }
    }

    private static FileScan ofAll(List<String> columns, RawRows rows) throws IOException {
        CsvSplitter cells = rows.cells();
        int column = columns.indexOf(TIME);
        CellText time = new CellText();
        Optional<String> first = Optional.empty();
        long count = 0;
        while (rows.next()) {
            if (cells.isBlank() && columns.size() > 1) {
                continue;
            }
            count++;
            if (column >= 0 && cells.fault() == null && cells.size() == columns.size()) {
                time.set(cells.bytes(column), cells.start(column), cells.end(column));
                first = first.isPresent() ? first : Optional.of(time.toString());
            }
            if ((count & ROWS_BETWEEN_CHECKS) == 0 && Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
        }
        return new FileScan(columns, OptionalLong.of(count), first, first.map((any) -> time.toString()),
                Optional.empty());
    }

    private static FileScan failed(CsvText text, IOException e) {
        String reason = (e instanceof SourceException) ? e.getMessage()
                : text.name() + " cannot be read: " + e.getMessage();
        return new FileScan(List.of(), OptionalLong.empty(), Optional.empty(), Optional.empty(),
                Optional.ofNullable(reason));
    }

}
