package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads the threads of another Java process by {@code jcmd}. */
record ThreadDump(long pid) {

    /** Returns the threads that wait for a monitor, each with its stack. */
    List<String> blocked() {
        return Arrays.stream(text().split("\n\n")).filter((thread) -> thread.contains("State: BLOCKED")).toList();
    }

    private String text() {
        String java = ProcessHandle.current().info().command().orElseThrow();
        try {
            Process process = new ProcessBuilder(Path.of(java).resolveSibling("jcmd").toString(),
                    String.valueOf(this.pid), "Thread.print")
                .redirectErrorStream(true)
                .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!text.contains("Full thread dump")) {
                throw new IllegalStateException("No threads of process " + this.pid + ": " + text);
            }
            return text;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
