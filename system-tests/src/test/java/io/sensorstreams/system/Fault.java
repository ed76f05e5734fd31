package io.sensorstreams.system;

/**
 * Something bad that happens, and ends.
 *
 * @param kind what it is, such as {@code kill}
 * @param target what it happens to; one fault at a time happens to a target
 * @param millis how long it lasts
 */
record Fault(String kind, String target, long millis, Runnable strike, Runnable heal) {

    void happen() throws InterruptedException {
        this.strike.run();
        try {
            Thread.sleep(this.millis);
        }
        finally {
            this.heal.run();
        }
    }

    @Override
    public String toString() {
        return "%s of %s for %.1f s".formatted(this.kind, this.target, this.millis / 1000.0);
    }

}
