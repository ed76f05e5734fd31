package io.sensorstreams.producer.row;

/** What needs the event times of a source. */
public enum TimeUse {

    PACE("the pace event-time needs", "take another pace"),

    /** The first and the last event time of a source. */
    RANGE("from and to need", "remove from and to");

    private final String needs;

    private final String remedy;

    TimeUse(String needs, String remedy) {
        this.needs = needs;
        this.remedy = remedy;
    }

    /** Who needs the times, for messages. */
    public String needs() {
        return this.needs;
    }

    /** How to do without times. */
    public String remedy() {
        return this.remedy;
    }

}
