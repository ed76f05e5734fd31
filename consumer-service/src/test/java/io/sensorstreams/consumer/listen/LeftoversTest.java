package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;

import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.Sink;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class LeftoversTest {

    @Test
    void stopsAtADirectoryThatCannotBeListed() throws IOException {
        Path output = mock(Path.class);
        Path topic = mock(Path.class);
        FileSystem files = mock(FileSystem.class);
        FileSystemProvider provider = mock(FileSystemProvider.class);
        given(output.resolve("AIR")).willReturn(topic);
        given(topic.getFileSystem()).willReturn(files);
        given(files.provider()).willReturn(provider);
        given(provider.newDirectoryStream(eq(topic), any())).willReturn(failingAfter(Path.of("partition=3")));

        assertThat(Leftovers.directories(new Sink("AIR", "AIR", output, FileFormat.CSV))).isEqualTo(List.of(3));
    }

    private static DirectoryStream<Path> failingAfter(Path first) {
        return new DirectoryStream<>() {

            private boolean listed;

            @Override
            public Iterator<Path> iterator() {
                return new Iterator<>() {

                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public Path next() {
                        if (listed) {
                            throw new DirectoryIteratorException(new IOException("Stale file handle"));
                        }
                        listed = true;
                        return first;
                    }

                };
            }

            @Override
            public void close() {
                // holds nothing
            }

        };
    }

}
