package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.harness.ChildProcess;

/** Runs four busy loops on one processor and restricts a process to that processor. */
final class Crowd {

    private static final int LOOPS = 4;

    private final ChildProcess victim;

    private final List<Process> loops = new ArrayList<>();

    Crowd(ChildProcess victim) {
        this.victim = victim;
    }

    /** Moves the process to the first processor and starts the loops there. */
    void gather() {
        taskset("0");
        for (int loop = 0; loop < LOOPS; loop++) {
            this.loops.add(start("taskset", "-c", "0", "timeout", "120", "sh", "-c", "while :; do :; done"));
        }
    }

    /** Ends the loops and lets the process use all processors. */
    void disperse() {
        this.loops.forEach((loop) -> {
            loop.descendants().forEach(ProcessHandle::destroyForcibly);
            loop.destroyForcibly();
        });
        this.loops.clear();
        taskset("0-" + (Runtime.getRuntime().availableProcessors() - 1));
    }

    private void taskset(String processors) {
        Process process = start("taskset", "-acp", processors, String.valueOf(this.victim.pid()));
        try {
            process.waitFor();
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
