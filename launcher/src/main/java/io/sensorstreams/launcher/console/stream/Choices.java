package io.sensorstreams.launcher.console.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Values that the shell completes. The producer-service checks them, so that a later
 * release of it may have more.
 */
final class Choices {

    private Choices() {
    }

    /** Values of {@code --partitioning}. */
    static final class Partitionings extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Partitionings() {
            super(List.of("station", "row", "spread"));
        }

    }

    /** Values of {@code --delivery}. */
    static final class Deliveries extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Deliveries() {
            super(List.of("exactly-once", "at-least-once"));
        }

    }

    /** Values of {@code --order}. */
    static final class Orders extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Orders() {
            super(List.of("file", "reversed"));
        }

    }

    /** Values of {@code --on-bad-row}. */
    static final class BadRows extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        BadRows() {
            super(List.of("dead-letter", "skip", "fail"));
        }

    }

    /** Values of {@code --order-by}. */
    static final class FileOrders extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        FileOrders() {
            super(List.of("name", "time"));
        }

    }

    /** Values of {@code --afterwards}. */
    static final class Afterwards extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Afterwards() {
            super(List.of("keep", "move", "delete"));
        }

    }

    /** Values of {@code --from} of a start. */
    static final class Starts extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Starts() {
            super(List.of("beginning", "next-file"));
        }

    }

}
