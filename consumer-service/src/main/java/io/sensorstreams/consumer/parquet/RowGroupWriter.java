package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/**
 * Encodes the rows of one row group in memory. Owned by one thread.
 */
final class RowGroupWriter {

    /** A page is this part of the memory of a row group. */
    private static final int PAGES_OF_GROUP = 64;

    /** Dictionaries of more columns would take too much memory. */
    private static final int MOST_DICTIONARIES = 250;

    private static final int DICTIONARY_ENCODER = 25 * 1024;

    private static final int PLAIN_ENCODER = 4 * 1024;

    private static final int SMALLEST_PAGE = 16 * 1024;

    private static final int LARGEST_PAGE = 1024 * 1024;

    private final List<ChunkWriter> chunks = new ArrayList<>();

    private final ColumnWriter[] writers;

    private final ColumnWriteStoreV1 store;

    /** Allocated bytes without rows. */
    private final long empty;

    private int rows;

    RowGroupWriter(FileSchema schema, ParquetSettings settings) {
        Map<String, ChunkWriter> byName = new HashMap<>();
        for (FileColumn column : schema.all()) {
            ChunkWriter chunk = new ChunkWriter(column, settings.codec());
            this.chunks.add(chunk);
            byName.put(column.name(), chunk);
        }
        int page = Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, settings.rowGroupBytes() / PAGES_OF_GROUP));
        ParquetProperties properties = ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withDictionaryEncoding(hasDictionaries(schema))
            .withPageSize(page)
            .withDictionaryPageSize(page)
            .withSizeStatisticsEnabled(false)
            .build();
        this.store = new ColumnWriteStoreV1(schema.message(), (path) -> byName.get(path.getPath()[0]), properties);
        List<ColumnDescriptor> paths = schema.message().getColumns();
        this.empty = this.store.getAllocatedSize();
        this.writers = paths.stream().map(this.store::getColumnWriter).toArray(ColumnWriter[]::new);
    }

    private static boolean hasDictionaries(FileSchema schema) {
        return schema.all().size() <= MOST_DICTIONARIES;
    }

    /** Memory of a row group without rows, measured. */
    static long memoryOfEmpty(FileSchema schema) {
        return (long) schema.all().size() * (hasDictionaries(schema) ? DICTIONARY_ENCODER : PLAIN_ENCODER);
    }

    void add(CellValue[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i].write(this.writers[i]);
        }
        this.store.endRecord();
        this.rows++;
    }

    int rows() {
        return this.rows;
    }

    /** Encoded bytes, which are also about the length that they take in the file. */
    long bytes() {
        return this.store.getAllocatedSize() - this.empty;
    }

    /** Writes the row group; no row can be added afterwards. */
    RowGroup writeTo(FileOutput out) throws IOException {
        this.store.close();
        RowGroup group = new RowGroup(new ArrayList<>(), 0, this.rows);
        long start = out.length();
        long uncompressed = 0;
        for (ChunkWriter chunk : this.chunks) {
            ColumnChunk place = chunk.writeTo(out);
            uncompressed += place.getMeta_data().getTotal_uncompressed_size();
            group.addToColumns(place);
        }
        group.setTotal_byte_size(uncompressed);
        group.setTotal_compressed_size(out.length() - start);
        group.setFile_offset(start);
        return group;
    }

}
