package io.sensorstreams.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a script of {@code k8s/} with stubs of kind, kubectl, docker and curl on the path,
 * which record their calls. Besides them, only the usual tools are available.
 */
final class Stubs {

    private static final List<String> TOOLS = List.of("awk", "bash", "base64", "basename", "cat", "dirname", "env",
            "find", "grep", "head", "ls", "mv", "rm", "sed", "sh", "sleep", "sort", "tail", "tar", "tr", "truncate",
            "wc");

    /** One line for each call: command and arguments, followed by the standard input. */
    private final Path calls;

    private final Path commands;

    Stubs(Path directory) throws IOException {
        this.calls = directory.resolve("calls");
        this.commands = Files.createDirectory(directory.resolve("commands"));
        Files.createFile(this.calls);
        for (String tool : TOOLS) {
            executable(tool, "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
    }

    Path calls() {
        return this.calls;
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
            .map((directory) -> Path.of(directory).resolve(tool))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow();
    }

    /** Adds a command. The body runs after the call is recorded. */
    Stubs command(String name, String body) throws IOException {
        executable(name, """
                #!%s
                echo "%s $*" >>'%s'
                %s
                """.formatted(find("bash"), name, this.calls, body));
        return this;
    }

    private void executable(String name, String script) throws IOException {
        Path file = Files.writeString(this.commands.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Stubs without(String name) throws IOException {
        Files.delete(this.commands.resolve(name));
        return this;
    }

    /** Runs a script until it ends. Standard error is part of the output. */
    Result run(String script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Kustomize.DIRECTORY.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path output = this.calls.resolveSibling("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PATH", this.commands.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running; its output: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readAllLines(this.calls));
    }

    /**
     * Result of a script.
     *
     * @param output standard output and standard error
     * @param calls called commands, in order
     */
    record Result(int exit, String output, List<String> calls) {
    }

}
