package io.sensorstreams.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.harness.Program;

/** Memory of a Java process, as reported by Linux and the tools of the JDK. */
public record ProcessMemory(long pid) {

    private static final double KIB_PER_MIB = 1024;

    /** Returns the current resident memory, in MiB. */
    public double residentMib() throws IOException {
        return status("VmRSS:");
    }

    /** Returns the largest resident memory since the start, in MiB. */
    public double peakMib() throws IOException {
        return status("VmHWM:");
    }

    private double status(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(this.pid), "status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB;
            }
        }
        throw new IOException("Process " + this.pid + " has no " + field);
    }

    /** Returns the bytes of all live objects after a full collection. */
    public long heapInUse(Path directory) throws IOException, InterruptedException {
        Path answer = directory.resolve("histogram");
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Program program = new Program(List.of(jcmd, String.valueOf(this.pid), "GC.class_histogram"), answer,
                directory.resolve("jcmd.log"));
        program.run();
        List<String> lines = program.lines();
        // Total 4711 1234567
        String[] total = lines.get(lines.size() - 1).strip().split("\\s+", -1);
        return Long.parseLong(total[2]);
    }

}
