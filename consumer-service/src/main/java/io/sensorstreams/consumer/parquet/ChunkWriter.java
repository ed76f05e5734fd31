package io.sensorstreams.consumer.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the pages of one column of a row group and keeps them until the row group is
 * written, because the pages of a column are adjacent in the file. Each page has a
 * checksum. Not thread-safe.
 */
final class ChunkWriter implements PageWriter {

    private final FileColumn column;

    private final ParquetCodec codec;

    /** Headers and pages in turn. */
    private final List<byte[]> parts = new ArrayList<>();

    /** Header and content of the dictionary, which comes first in the file. */
    private final List<byte[]> dictionary = new ArrayList<>();

    private final Set<org.apache.parquet.format.Encoding> encodings = EnumSet
        .noneOf(org.apache.parquet.format.Encoding.class);

    private @Nullable Statistics<?> statistics;

    private long values;

    private long kept;

    private long uncompressed;

    ChunkWriter(FileColumn column, ParquetCodec codec) {
        this.column = column;
        this.codec = codec;
    }

    @Override
    public void writePage(BytesInput bytes, int valueCount, int rowCount, Statistics<?> ofPage,
            SizeStatistics sizeStatistics, GeospatialStatistics geospatialStatistics, Encoding repetitionEncoding,
            Encoding definitionEncoding, Encoding valuesEncoding) throws IOException {
        writePage(bytes, valueCount, rowCount, ofPage, repetitionEncoding, definitionEncoding, valuesEncoding);
    }

    @Override
    public void writePage(BytesInput bytes, int valueCount, int rowCount, Statistics<?> ofPage,
            Encoding repetitionEncoding, Encoding definitionEncoding, Encoding valuesEncoding) throws IOException {
        PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0);
        header.setData_page_header(new DataPageHeader(valueCount, encoding(valuesEncoding),
                encoding(definitionEncoding), encoding(repetitionEncoding)));
        add(this.parts, header, bytesOf(bytes));
        this.values += valueCount;
        if (this.statistics == null) {
            this.statistics = ofPage.copy();
        }
        else {
            mergeInto(this.statistics, ofPage);
        }
    }

    @SuppressWarnings({ "unchecked", "rawtypes" }) // Both are of the type of the column.
    private static void mergeInto(Statistics all, Statistics<?> ofPage) {
        all.mergeStatistics(ofPage);
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
        header.setDictionary_page_header(
                new DictionaryPageHeader(page.getDictionarySize(), encoding(page.getEncoding())));
        add(this.dictionary, header, bytesOf(page.getBytes()));
    }

    private static byte[] bytesOf(BytesInput input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(input.size()));
        input.writeAllTo(bytes);
        return bytes.toByteArray();
    }

    private void add(List<byte[]> target, PageHeader header, byte[] content) throws IOException {
        byte[] compressed = this.codec.compress(content);
        CRC32 checksum = new CRC32();
        checksum.update(compressed);
        header.setUncompressed_page_size(content.length);
        header.setCompressed_page_size(compressed.length);
        header.setCrc((int) checksum.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        Util.writePageHeader(header, bytes);
        target.add(bytes.toByteArray());
        target.add(compressed);
        this.kept += bytes.size() + compressed.length;
        this.uncompressed += bytes.size() + content.length;
    }

    private org.apache.parquet.format.Encoding encoding(Encoding encoding) {
        var format = org.apache.parquet.format.Encoding.valueOf(encoding.name());
        this.encodings.add(format);
        return format;
    }

    /** Writes all pages, and returns where they are. */
    ColumnChunk writeTo(FileOutput out) throws IOException {
        long start = out.length();
        for (byte[] part : this.dictionary) {
            out.write(part);
        }
        long data = out.length();
        for (byte[] part : this.parts) {
            out.write(part);
        }
        ColumnMetaData chunk = new ColumnMetaData(this.column.element().getType(), List.copyOf(this.encodings),
                List.of(this.column.name()), this.codec.format(), this.values, this.uncompressed, out.length() - start,
                data);
        if (data > start) {
            chunk.setDictionary_page_offset(start);
        }
        if (this.statistics != null) {
            ColumnStatistics.of(this.statistics).ifPresent(chunk::setStatistics);
        }
        ColumnChunk place = new ColumnChunk(0);
        place.setMeta_data(chunk);
        return place;
    }

    @Override
    public long getMemSize() {
        return this.kept;
    }

    @Override
    public long allocatedSize() {
        return this.kept;
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + this.kept + " bytes";
    }

    @Deprecated
    @Override
    public void writePage(BytesInput bytes, int valueCount, Statistics<?> ofPage, Encoding repetitionEncoding,
            Encoding definitionEncoding, Encoding valuesEncoding) {
        throw new UnsupportedOperationException("a page without the number of its rows");
    }

    @Override
    public void writePageV2(int rowCount, int nullCount, int valueCount, BytesInput repetitionLevels,
            BytesInput definitionLevels, Encoding dataEncoding, BytesInput data, Statistics<?> ofPage) {
        throw new UnsupportedOperationException("a page of version 2");
    }

}
