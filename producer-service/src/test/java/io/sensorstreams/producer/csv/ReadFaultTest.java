package io.sensorstreams.producer.csv;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.zip.ZipException;

import com.github.luben.zstd.ZstdIOException;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadFaultTest {

    private static final String WHAT = "A.csv.gz cannot be read";

    @Test
    void takesInvalidContentForAFaultOfTheSource() {
        assertThat(fault(new ZipException("Not in GZIP format"))).isExactlyInstanceOf(SourceException.class)
            .hasMessage("A.csv.gz cannot be read: Not in GZIP format");
        assertThat(fault(new EOFException("Unexpected end"))).isExactlyInstanceOf(SourceException.class);
        assertThat(fault(new ZstdIOException(1, "corrupt"))).isExactlyInstanceOf(SourceException.class);
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
