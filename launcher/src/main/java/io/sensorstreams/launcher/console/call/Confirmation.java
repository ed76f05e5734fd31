package io.sensorstreams.launcher.console.call;

import java.io.IOException;

import picocli.CommandLine.Option;

/** Asks before something is deleted, unless the user has said yes. */
public final class Confirmation {

    private static final int REFUSED = 1;

    /** Deletes what the user has confirmed. */
    public interface Deletion {

        void run() throws IOException, InterruptedException;

    }

    /** Asks the user; called only if an answer is needed. */
    public interface Question {

        String text() throws IOException, InterruptedException;

    }

    @Option(names = "--yes", description = "Do not ask. Needed where no terminal is.")
    private boolean yes;

    /** Refuses the command where nobody can be asked. */
    public void requireAnswer(Connection connection) {
        if (!this.yes && !connection.terminal().asks()) {
            throw connection.wrongUsage("delete asks first, and no terminal is here to ask: add --yes");
        }
    }

    /**
     * Asks, deletes, and says what was done.
     * @param what such as {@code Stream air}
     * @return the exit code
     */
    public int delete(Connection connection, String what, Question question, Deletion deletion)
            throws IOException, InterruptedException {
        if (!this.yes && !connection.terminal().confirms(question.text())) {
            connection.terminal().note(what + " is not deleted");
            return REFUSED;
        }
        deletion.run();
        if (!connection.isJson()) {
            connection.terminal().say(what + " is deleted");
        }
        return 0;
    }

}
