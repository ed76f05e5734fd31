package io.sensorstreams.bench.peers;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.harness.Java;
import io.sensorstreams.harness.Program;

/**
 * Program of this module in a separate process, with the libraries of Kafka. It ends when
 * its standard input ends.
 */
final class PeerProcess implements AutoCloseable {

    private static final int EXIT_SECONDS = 10;

    private final Process process;

    private final BufferedWriter input;

    private final Path log;

    /** Starts the program. The name is that of its log. */
    PeerProcess(Lab lab, String name, Class<?> mainClass, String... arguments) throws IOException {
        String classes = Java.TOP.resolve("bench/target/classes") + File.pathSeparator + KafkaTools.LIBRARIES;
        List<String> words = new ArrayList<>(Lab.kafkaJvm("-Xmx512m"));
        words.addAll(List.of("-cp", classes, mainClass.getName()));
        words.addAll(List.of(arguments));
        this.log = lab.directory().resolve(name + ".log");
        this.process = new Program(Java.command(words), lab.directory().resolve(name + ".out"), this.log).start();
        this.input = this.process.outputWriter();
    }

    void write(String line) throws IOException {
        if (!this.process.isAlive()) {
            throw new IllegalStateException("A program ended with " + this.process.exitValue() + ", see " + this.log);
        }
        this.input.write(line + "\n");
        this.input.flush();
    }

    @Override
    public void close() throws IOException {
        try {
            this.input.close();
            this.process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        finally {
            this.process.destroyForcibly();
        }
    }

}
