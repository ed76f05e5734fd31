package io.sensorstreams.producer.object;

import java.io.IOException;

import io.sensorstreams.producer.row.DelegatingRows;
import io.sensorstreams.producer.row.EmptyRows;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.Supply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextArrivalTest {

    private boolean ready;

    private @Nullable String hindrance;

    private final TextArrival arrival = new TextArrival(new ObjectRows());

    /** A source with one row. */
    private final class ObjectRows extends DelegatingRows {

        ObjectRows() {
            super(new NoRows());
        }

        @Override
        public Step next() {
            assertThat(TextArrivalTest.this.ready).isTrue();
            return Step.ROW;
        }

        @Override
        public Position position() {
            return Position.BEGINNING;
        }

        @Override
        public Supply supply() {
            return new Supply() {

                @Override
                public boolean isReady() {
                    return TextArrivalTest.this.ready;
                }

                @Override
                public @Nullable String hindrance() {
                    return TextArrivalTest.this.hindrance;
                }

            };
        }

    }

    private record NoRows() implements EmptyRows {

        @Override
        public Step next() {
            return Step.END;
        }

        @Override
        public Position position() {
            return Position.BEGINNING;
        }

    }

    @Test
    void readsNoRowWhoseTextIsMissing() throws IOException {
        assertThat(this.arrival.next()).isEqualTo(Rows.Step.WAITING);
        assertThat(this.arrival.isLate()).isTrue();

        this.ready = true;

        assertThat(this.arrival.next()).isEqualTo(Rows.Step.ROW);
        assertThat(this.arrival.isLate()).isFalse();
    }

    @Test
    void reportsAHindranceOnceAndItsEndOnce() throws IOException {
        this.arrival.next();
        assertThat(this.arrival.news()).isEmpty();

        this.hindrance = "the store is away";
        this.arrival.next();
        assertThat(this.arrival.news()).hasValue("the store is away");
        assertThat(this.arrival.news()).isEmpty();

        this.hindrance = null;
        this.arrival.next();
        assertThat(this.arrival.news()).isEmpty();

        this.ready = true;
        this.arrival.next();
        assertThat(this.arrival.news()).hasValue("");
        assertThat(this.arrival.news()).isEmpty();
    }

    @Test
    void neverWaitsForAFileOnADisk() throws IOException {
        TextArrival onDisk = new TextArrival(new NoRows());

        assertThat(onDisk.next()).isEqualTo(Rows.Step.END);
        assertThat(onDisk.isLate()).isFalse();
        assertThat(onDisk.news()).isEmpty();
    }

}
