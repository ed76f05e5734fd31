package io.sensorstreams.launcher.console.call;

import java.io.IOException;
import java.util.List;

import io.sensorstreams.launcher.console.show.Terminal;

/** A service refused a request or did not answer it. */
public final class CallException extends IOException {

    private static final long serialVersionUID = 1;

    private static final int REFUSED = 1;

    private static final int UNREACHABLE = 3;

    private final int exitCode;

    private final int status;

    private final List<String> lines;

    private CallException(int exitCode, int status, List<String> lines) {
        super(String.join("; ", lines));
        this.exitCode = exitCode;
        this.status = status;
        this.lines = List.copyOf(lines);
    }

    /**
     * A request would be refused, and is not sent.
     * @param lines what the user reads
     */
    public static CallException notSent(String... lines) {
        return new CallException(REFUSED, 0, List.of(lines));
    }

    /**
     * The service refused the request.
     * @param status HTTP status of the answer
     * @param lines what the user reads
     */
    static CallException refused(int status, List<String> lines) {
        return new CallException(REFUSED, status, lines);
    }

    /** The service did not answer. */
    static CallException unreachable(List<String> lines) {
        return new CallException(UNREACHABLE, 0, lines);
    }

    /** Returns the exit code of the command. */
    public int exitCode() {
        return this.exitCode;
    }

    /** Whether the service is expected to accept the same request later. */
    public boolean isPassing() {
        return this.exitCode == UNREACHABLE || this.status == Problem.UNAVAILABLE;
    }

    /** Prints the failure, then reasons and remedies. */
    public void printTo(Terminal terminal) {
        terminal.note("./sensor: " + this.lines.get(0));
        this.lines.stream().skip(1).forEach((line) -> terminal.note("  " + line));
    }

}
