package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import io.sensorstreams.consumer.bytes.BytesReader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/**
 * The columns and row groups of a finished file, as its footer has them.
 *
 * @param schema columns of the file
 * @param groups row groups, each with one part for each column
 * @param rows number of rows of all row groups
 */
record FileFooter(FileSchema schema, List<RowGroup> groups, long rows) {

    /** Length of the metadata and the magic number, after the metadata. */
    private static final int ENDING = Integer.BYTES + FileBody.MAGIC.length;

    /** How metadata starts: the version 1, then the list of columns. */
    private static final byte[] START = { 0x15, 0x02, 0x19 };

    /**
     * Reads the footer.
     * @param length length of the file; what follows is not read
     * @throws IOException when the file is damaged or was written by another program
     */
    static FileFooter read(BytesReader bytes, long length) throws IOException {
        if (length < FileBody.MAGIC.length + ENDING || length > bytes.size()) {
            throw new IOException("it has %d bytes, expected %d".formatted(bytes.size(), length));
        }
        byte[] ending = read(bytes, length - ENDING, ENDING);
        byte[] magic = Arrays.copyOfRange(ending, Integer.BYTES, ENDING);
        if (!Arrays.equals(magic, FileBody.MAGIC)
                || !Arrays.equals(read(bytes, 0, FileBody.MAGIC.length), FileBody.MAGIC)) {
            throw new IOException("it does not start and end with 'PAR1', so it is no complete Parquet file");
        }
        int size = ByteBuffer.wrap(ending).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (size < 0 || size > length - ENDING - FileBody.MAGIC.length) {
            throw new IOException("its metadata has %d bytes, the file has %d".formatted(size, length));
        }
        // A damaged length is often found before memory is allocated for it.
        if (!Arrays.equals(read(bytes, length - ENDING - size, Math.min(size, START.length)), START)) {
            throw new IOException("its metadata does not start %d bytes before its end".formatted(size + ENDING));
        }
        FileMetaData file = new FileMetaData();
        Thrift.read(file, read(bytes, length - ENDING - size, size), size);
        FileSchema schema = FileSchema.of(file);
        for (RowGroup group : file.getRow_groups()) {
            check(group, schema);
        }
        long rows = file.getRow_groups().stream().mapToLong(RowGroup::getNum_rows).sum();
        if (rows != file.getNum_rows()) {
            throw new IOException("its row groups have %d rows, the file %d".formatted(rows, file.getNum_rows()));
        }
        return new FileFooter(schema, file.getRow_groups(), rows);
    }

    private static void check(RowGroup group, FileSchema schema) throws IOException {
        if (group.getColumnsSize() != schema.all().size() || group.getNum_rows() < 0) {
            throw new IOException("a row group has %d columns and %d rows, the file has %d columns"
                .formatted(group.getColumnsSize(), group.getNum_rows(), schema.all().size()));
        }
        for (int i = 0; i < group.getColumnsSize(); i++) {
            ColumnMetaData chunk = group.getColumns().get(i).getMeta_data();
            FileColumn column = schema.all().get(i);
            if (chunk == null || !List.of(column.name()).equals(chunk.getPath_in_schema())
                    || chunk.getType() != column.element().getType() || chunk.getNum_values() != group.getNum_rows()) {
                throw new IOException("a row group does not have the column '%s' in each row".formatted(column.name()));
            }
        }
    }

    private static byte[] read(BytesReader file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("it ends at byte %d".formatted(position + bytes.position()));
            }
        }
        return bytes.array();
    }

}
