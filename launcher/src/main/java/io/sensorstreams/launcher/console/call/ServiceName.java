package io.sensorstreams.launcher.console.call;

import java.util.Locale;

/** The two services. */
enum ServiceName {

    PRODUCER("http://localhost:8081"), CONSUMER("http://localhost:8082");

    private final String address;

    ServiceName(String address) {
        this.address = address;
    }

    /** Returns the address where {@code ./run} starts the service. */
    String defaultAddress() {
        return this.address;
    }

    /** Returns the environment variable with the address. */
    String variable() {
        return "SENSOR_" + name() + "_URL";
    }

    String text() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    String isThisTheAddress() {
        return "Is this the address of the " + text() + "? " + otherAddress();
    }

    String otherAddress() {
        return "--server URL or " + variable() + " sets another one";
    }

}
