package io.sensorstreams.consumer.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.consumer.parquet.type.NumberMode;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.sensorstreams.consumer.parquet.Segments.KIB;
import static org.assertj.core.api.Assertions.assertThat;

/** Reads files with the file reader of parquet-java, which Spark and others use. */
class ParquetJavaTest {

    @TempDir
    Path directory;

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(new Codecs())
                    .usePageChecksumVerification(true)
                    .build());
    }

    private static List<String> read(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            List<String> rows = new ArrayList<>();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory().getColumnIO(schema)
                    .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    rows.add(records.read().toString().replace("\n", ";"));
                }
            }
            return rows;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheRowsOfEachCodec(ParquetCodec codec) throws Exception {
        Segments segments = new Segments(this.directory, Segments.settings(NumberMode.DECIMAL, false, codec, 64 * KIB));
        for (int i = 0; i < 3000; i++) {
            segments.add(
                    "{\"a.b\":%d.5,\"b\":%b,\"t\":\"é%s\",\"none\":null}".formatted(i, i % 2 == 0, "x".repeat(i % 50)));
        }
        Path file = segments.seal().file();
        assertThat(read(file)).hasSize(3000)
            .startsWith("a.b: 5;b: true;t: é;", "a.b: 15;b: false;t: éx;")
            .endsWith("a.b: 29995;b: false;t: é" + "x".repeat(49) + ";");
    }

    @Test
    void seesTheTypes() throws Exception {
        Path file = new Segments(this.directory, Segments.settings())
            .add("{\"Time\":\"31/08/2023 23:59:00\",\"n\":27.0,\"w\":12345678901234567890.5,\"t\":\"\",\"none\":null}")
            .seal()
            .file();
        try (ParquetFileReader reader = open(file)) {
            assertThat(reader.getFileMetaData().getSchema().toString()).isEqualTo("""
                    message row {
                      optional int64 Time (TIMESTAMP(MICROS,false));
                      optional int64 n (DECIMAL(18,1));
                      optional fixed_len_byte_array(16) w (DECIMAL(38,1));
                      optional binary t (STRING);
                      optional int32 none (UNKNOWN);
                    }
                    """);
            assertThat(reader.getFileMetaData().getCreatedBy()).startsWith("sensor-streams");
            assertThat(reader.getFooter().getBlocks().get(0).getColumns().get(1).getStatistics().minAsString())
                .isEqualTo("27.0");
        }
    }

    /**
     * Passes the pages to the codecs of this program: those of parquet-java need Hadoop.
     */
    private static final class Codecs implements CompressionCodecFactory {

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            ParquetCodec codec = switch (name) {
                case GZIP -> ParquetCodec.GZ;
                case ZSTD -> ParquetCodec.ZST;
                default -> ParquetCodec.NONE;
            };
            return new BytesInputDecompressor() {

                @Override
                public BytesInput decompress(BytesInput bytes, int length) throws IOException {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    bytes.writeAllTo(all);
                    return BytesInput.from(codec.decompress(all.toByteArray(), length));
                }

                @Override
                public void decompress(ByteBuffer from, int size, ByteBuffer to, int length) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void release() {
                    // Nothing is kept.
                }

            };
        }

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {
            // Nothing is kept.
        }

    }

}
