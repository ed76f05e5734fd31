package io.sensorstreams.producer.csv;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

import com.github.luben.zstd.ZstdIOException;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReadFaultTest {

    private static final String WHAT = "A.csv.gz cannot be read";

    @TempDir
    Path temp;

    @Test
    void takesInvalidContentForAFaultOfTheSource() {
        assertThat(fault(new ZipException("Not in GZIP format"))).isExactlyInstanceOf(SourceException.class)
            .hasMessage("A.csv.gz cannot be read: Not in GZIP format");
        assertThat(fault(new EOFException("Unexpected end"))).isExactlyInstanceOf(SourceException.class);
        assertThat(fault(new ZstdIOException(1, "corrupt"))).isExactlyInstanceOf(SourceException.class);
    }

    @Test
    void namesTheLimitOfTheWindow() throws IOException {
        // The header of a frame with a window of 256 MiB.
        byte[] frame = { 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (18 << 3), 1, 0, 0 };
        Path file = Files.write(this.temp.resolve("A.csv.zst"), frame);

        assertThatExceptionOfType(SourceException.class)
            .isThrownBy(() -> new CsvText("A.csv.zst", file, false).open(TextInput.NO_LIMIT).readAllBytes())
            .withMessage("A.csv.zst cannot be read: its zstd window is larger than 128 MiB, the limit of this service; "
                    + "compress the file with --long=27 or less");
    }

    @Test
    void takesOtherExceptionsForFailuresOfTheFileSystem() {
        assertThat(fault(new IOException("Input/output error"))).isInstanceOf(ReadFailedException.class)
            .hasMessage("A.csv.gz cannot be read: Input/output error");
        assertThat(fault(new FileNotFoundException("A.csv.gz (Too many open files)")))
            .isInstanceOf(ReadFailedException.class);
    }

    @Test
    void keepsExceptionsOfSources() {
        SourceException known = new SourceException("A.csv is not CSV");

        assertThat(fault(known)).isSameAs(known);
    }

    private static SourceException fault(IOException e) {
        return ReadFault.of(WHAT, e);
    }

}
