package io.sensorstreams.launcher.plan;

/**
 * A file of the data directory cannot be streamed. The other files are not affected. The
 * message contains the file, the fault and the remedy.
 */
final class OddFileException extends Exception {

    private static final long serialVersionUID = 1;

    OddFileException(String file, String fault) {
        super((file + " is not streamed: " + fault).replaceAll("\\p{Cntrl}", "?"));
    }

}
