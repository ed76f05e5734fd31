package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Checks docker/Natives.java, which makes the jars of the images smaller. */
class NativesTest {

    @TempDir
    private Path directory;

    private record Result(int exit, String output) {
    }

    private Result run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                ProjectFiles.ROOT.resolve("docker/Natives.java").toString(), this.directory.toString())
            .redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private Path jar(String name, String... files) throws IOException {
        Path jar = Files.createDirectories(this.directory.resolve("service/lib")).resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String file : files) {
                out.putNextEntry(new ZipEntry(file));
                out.write(file.getBytes(UTF_8));
            }
        }
        return jar;
    }

    private static List<String> files(Path jar) throws IOException {
        try (ZipFile content = new ZipFile(jar.toFile())) {
            return content.stream().filter((entry) -> !entry.isDirectory()).map(ZipEntry::getName).toList();
        }
    }

    @Test
    void keepsTheNativeCodeOfTheImages() throws Exception {
        Path first = jar("zstd.jar", "META-INF/MANIFEST.MF", "linux/amd64/lib.so", "win/amd64/lib.dll",
                "linux/riscv64/lib.so", "linux/aarch64/lib.so", "com/Zstd.class", "darwin/aarch64/lib.dylib");
        Path second = jar("snappy.jar", "org/native/Linux/x86_64/lib.so", "org/native/Linux/x86_64-musl/lib.so",
                "org/native/Linux/android-aarch64/lib.so", "org/native/Linux/aarch64/lib.so",
                "org/native/AIX/ppc/lib.a");

        Result result = run();

        assertThat(result.output()).contains("snappy.jar: ").contains("zstd.jar: ");
        assertThat(result.exit()).isZero();
        assertThat(files(first)).containsExactly("META-INF/MANIFEST.MF", "linux/amd64/lib.so", "linux/aarch64/lib.so",
                "com/Zstd.class");
        assertThat(files(second)).containsExactly("org/native/Linux/x86_64/lib.so", "org/native/Linux/aarch64/lib.so");
    }

    @Test
    void leavesOtherJarsAsTheyAre() throws Exception {
        Path jar = jar("plain.jar", "META-INF/MANIFEST.MF", "com/Some.class");
        byte[] before = Files.readAllBytes(jar);

        assertThat(run()).isEqualTo(new Result(0, ""));
        assertThat(Files.readAllBytes(jar)).isEqualTo(before);
    }

    /** For example after an update of the library that renames its directories. */
    @Test
    void failsWhenAJarHasNoNativeCodeForTheImages() throws Exception {
        Path jar = jar("new.jar", "linux/x64/lib.so", "win/amd64/lib.dll");

        Result result = run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("new.jar has native code, but none for Linux on x86-64 or ARM64");
        assertThat(files(jar)).hasSize(2);
    }

    @Test
    void failsWithoutJars() throws Exception {
        Result result = run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("No jars below " + this.directory);
    }

}
