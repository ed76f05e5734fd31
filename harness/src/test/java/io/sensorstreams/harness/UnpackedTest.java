package io.sensorstreams.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class UnpackedTest {

    @TempDir
    private Path directory;

    @Test
    void unpacksABuildOnce() throws Exception {
        Path packaged = build(Instant.parse("2026-01-01T00:00:00Z"));

        Path jar = Unpacked.jar(packaged);
        Unpacked.jar(packaged);

        assertThat(jar).isEqualTo(this.directory.resolve("unpacked/service.jar")).hasContent("service");
        assertThat(jar.resolveSibling("unpackings")).hasContent("unpacked");
    }

    @Test
    void unpacksANewBuildAndDeletesTheFilesOfTheLastOne() throws Exception {
        Path jar = Unpacked.jar(build(Instant.parse("2026-01-01T00:00:00Z")));
        Path archive = Files.createFile(jar.resolveSibling("17.jsa"));
        Path library = Files.createFile(jar.resolveSibling("lib").resolve("old.jar"));

        Unpacked.jar(build(Instant.parse("2026-01-01T00:01:00Z")));

        assertThat(jar.resolveSibling("unpackings")).hasContent("unpacked\nunpacked");
        assertThat(archive).doesNotExist();
        assertThat(library).doesNotExist();
    }

    @Test
    void repeatsAnUnpackingThatWasInterrupted() throws Exception {
        Path packaged = build(Instant.parse("2026-01-01T00:00:00Z"));
        Path jar = Unpacked.jar(packaged);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));

        Unpacked.jar(packaged);

        assertThat(jar.resolveSibling("unpackings")).hasContent("unpacked\nunpacked");
    }

    /** Packages {@link Tools} in place of a service. */
    private Path build(Instant built) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Tools.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH,
                Tools.class.getProtectionDomain().getCodeSource().getLocation().toString());
        Path packaged = this.directory.resolve("service.jar");
        try (OutputStream file = Files.newOutputStream(packaged)) {
            new JarOutputStream(file, manifest).close();
        }
        Path original = Files.write(this.directory.resolve("service.jar.original"), new byte[0]);
        Files.setLastModifiedTime(original, FileTime.from(built));
        return packaged;
    }

    /** Writes a jar, and a line for each call, to the directory of the last argument. */
    static final class Tools {

        private Tools() {
        }

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[arguments.length - 1]);
            // A service that runs has the old jar open: it must be a new file.
            Files.writeString(directory.resolve("service.jar"), "service", StandardOpenOption.CREATE_NEW);
            Files.writeString(directory.resolve("unpackings"), "unpacked\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }

    }

}
