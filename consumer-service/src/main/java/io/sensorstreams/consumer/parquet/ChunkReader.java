package io.sensorstreams.consumer.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import io.sensorstreams.consumer.bytes.BytesReader;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of one column of a row group, one at a time. Each length is checked
 * before it is used, and each page by its checksum. Not thread-safe.
 */
final class ChunkReader implements PageReader {

    /** Longest header of a page that this program writes, and much more. */
    private static final int LONGEST_HEADER = 256;

    private final BytesReader file;

    private final PrimitiveType type;

    private final ColumnMetaData chunk;

    private final ParquetCodec codec;

    private final long end;

    private long position;

    private long valuesLeft;

    ChunkReader(BytesReader file, FileColumn column, ColumnMetaData chunk) throws IOException {
        this.file = file;
        this.type = column.primitive();
        this.chunk = chunk;
        this.codec = ParquetCodec.of(chunk.getCodec());
        this.position = chunk.isSetDictionary_page_offset() ? chunk.getDictionary_page_offset()
                : chunk.getData_page_offset();
        this.end = this.position + chunk.getTotal_compressed_size();
        this.valuesLeft = chunk.getNum_values();
        if (this.position < FileBody.MAGIC.length || this.end < this.position || this.end > file.size()) {
            throw new IOException(
                    "a column is from byte %d to %d, outside the file".formatted(this.position, this.end));
        }
    }

    @Override
    public long getTotalValueCount() {
        return this.chunk.getNum_values();
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        if (!this.chunk.isSetDictionary_page_offset()) {
            return null;
        }
        try {
            PageHeader page = nextHeader();
            DictionaryPageHeader dictionary = page.getDictionary_page_header();
            if (dictionary == null || dictionary.getNum_values() < 0) {
                throw new IOException("a column does not start with its dictionary");
            }
            byte[] content = content(page);
            if (dictionary.getNum_values() > Math.max(content.length, 1)) {
                throw new IOException(
                        "a dictionary has %d values in %d bytes".formatted(dictionary.getNum_values(), content.length));
            }
            return new DictionaryPage(BytesInput.from(content), dictionary.getNum_values(),
                    Encoding.valueOf(dictionary.getEncoding().name()));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable DataPage readPage() {
        if (this.valuesLeft == 0) {
            return null;
        }
        try {
            PageHeader page = nextHeader();
            DataPageHeader data = page.getData_page_header();
            if (data == null || data.getNum_values() <= 0 || data.getNum_values() > this.valuesLeft) {
                throw new IOException("a page does not have from 1 to %d values".formatted(this.valuesLeft));
            }
            this.valuesLeft -= data.getNum_values();
            byte[] content = content(page);
            return new DataPageV1(BytesInput.from(content), data.getNum_values(), content.length,
                    Statistics.createStats(this.type), Encoding.valueOf(data.getRepetition_level_encoding().name()),
                    Encoding.valueOf(data.getDefinition_level_encoding().name()),
                    Encoding.valueOf(data.getEncoding().name()));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PageHeader nextHeader() throws IOException {
        byte[] bytes = read((int) Math.min(LONGEST_HEADER, this.end - this.position));
        PageHeader page = new PageHeader();
        this.position += Thrift.read(page, bytes, bytes.length);
        return page;
    }

    private byte[] content(PageHeader page) throws IOException {
        int length = page.getCompressed_page_size();
        int uncompressed = page.getUncompressed_page_size();
        if (length < 0 || length > this.end - this.position || uncompressed < 0
                || uncompressed > this.chunk.getTotal_uncompressed_size()) {
            throw new IOException(
                    "a page has %d bytes, uncompressed %d, more than its column".formatted(length, uncompressed));
        }
        byte[] bytes = read(length);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (!page.isSetCrc() || page.getCrc() != (int) checksum.getValue()) {
            throw new IOException(
                    "the page at byte %d has another checksum than its header says".formatted(this.position));
        }
        this.position += length;
        return this.codec.decompress(bytes, uncompressed);
    }

    private byte[] read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (this.file.read(bytes, this.position + bytes.position()) < 0) {
                throw new IOException("the file ends at byte %d".formatted(this.position + bytes.position()));
            }
        }
        return bytes.array();
    }

}
