package io.sensorstreams.producer.clock;

/** Names that a clock may have. */
public final class ClockNames {

    /** The rule of names of streams. */
    public static final String NAME = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}";

    public static final String RULE = "must be 1 to 100 letters, digits, '.', '_' or '-', but not '.' or '..'";

    private ClockNames() {
    }

}
