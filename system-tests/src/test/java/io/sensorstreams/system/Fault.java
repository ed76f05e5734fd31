package io.sensorstreams.system;

/**
 * Fault that is injected and later healed.
 *
 * @param kind kind of fault, such as {@code kill}
 * @param target affected component; a target has one fault at a time
 * @param millis duration in milliseconds
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
