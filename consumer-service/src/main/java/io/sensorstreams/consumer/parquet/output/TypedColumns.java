package io.sensorstreams.consumer.parquet.output;

import java.io.IOException;
import java.util.Optional;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.consumer.bytes.CommittedBytes;
import io.sensorstreams.consumer.format.FileColumns;
import io.sensorstreams.consumer.format.LineBuffer;
import io.sensorstreams.consumer.parquet.ParquetRow;
import io.sensorstreams.consumer.parquet.ParquetRows;
import io.sensorstreams.consumer.parquet.RecordLines;

/** Columns of a Parquet file with their types. Not thread-safe. */
public final class TypedColumns extends FileColumns {

    private final RecordLines lines;

    private TypedColumns(ParquetRows file) {
        super(file.columns().names());
        this.lines = file.recordLines();
    }

    /**
     * Reads the columns of a file; empty when it is damaged or gone.
     * @throws StoreException when its store fails
     */
    public static Optional<FileColumns> read(CommittedBytes file) throws StoreException {
        try (ParquetRows rows = ParquetRows.open(file)) {
            return Optional.of(new TypedColumns(rows));
        }
        catch (StoreException e) {
            throw e;
        }
        catch (IOException e) {
            // The reader of its rows finds the same and reports it.
            return Optional.empty();
        }
    }

    /** Line of a record in these types. */
    LineBuffer lineOf(ParquetRow row) {
        return this.lines.of(row);
    }

}
