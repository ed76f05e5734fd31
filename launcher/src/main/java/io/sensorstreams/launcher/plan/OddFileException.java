package io.sensorstreams.launcher.plan;

/** A file cannot be streamed. The message has the fault and the remedy. */
final class OddFileException extends Exception {

    private static final long serialVersionUID = 1;

    OddFileException(String file, String fault) {
        super((file + " is not streamed: " + fault).replaceAll("\\p{Cntrl}", "?"));
    }

}
