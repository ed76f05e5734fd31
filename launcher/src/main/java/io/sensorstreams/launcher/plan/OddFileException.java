package io.sensorstreams.launcher.plan;

/** A CSV file cannot be streamed. The message has the fault and the remedy. */
final class OddFileException extends Exception {

    private static final long serialVersionUID = 1;

    OddFileException(String file, String fault) {
        super(sentence(file, fault));
    }

    static String sentence(String file, String fault) {
        return file + " is not streamed: " + fault;
    }

}
