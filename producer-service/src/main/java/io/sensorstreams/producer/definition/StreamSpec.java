package io.sensorstreams.producer.definition;

import java.util.Map;
import java.util.Objects;

import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.source.Source;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.groups.Default;
import org.jspecify.annotations.Nullable;

/**
 * Specification of a sensor stream, as the body of a request holds it.
 *
 * @param name name of the stream in paths and in the identity of its rows; may be null
 * only in a body whose path has the name, until {@link #named}
 * @param limit rows after which the stream is completed, rejected rows and all passes of
 * a loop included; null for none
 */
public record StreamSpec(@NotNull(groups = Named.class) @Pattern(regexp = NAME, message = NAME_RULE) String name,
        @NotNull @Pattern(regexp = TOPIC, message = TOPIC_RULE) String topic, @NotNull @Valid Source source,
        @NotNull @Valid Pace pace, @NotNull Partitioning partitioning, @NotNull Delivery delivery,
        @Nullable @Positive Long limit, @NotNull Boolean autoStart) {

    private static final String NAME = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}";

    private static final String NAME_RULE = "must be 1 to 100 letters, digits, '.', '_' or '-', but not '.' or '..'";

    /** Leaves room for the dead-letter topic's longer name. */
    private static final String TOPIC = "(?!\\.{1,2}$)(?!__)(?!(" + Topics.LEDGER + "|" + Topics.STREAMS + "|"
            + Topics.POSITIONS + "|" + Topics.CLOCKS + "|" + Topics.REPLICAS + ")$)[A-Za-z0-9._-]{1,245}";

    private static final String TOPIC_RULE = "must be a Kafka topic of 1 to 245 letters, digits, '.', '_' or '-' "
            + "that is not one of Kafka's or the services' own";

    public StreamSpec {
        pace = Objects.requireNonNullElseGet(pace, Pace.Unlimited::new);
        partitioning = Objects.requireNonNullElse(partitioning, Partitioning.STATION);
        delivery = Objects.requireNonNullElse(delivery, Delivery.EXACTLY_ONCE);
        autoStart = Objects.requireNonNullElse(autoStart, false);
    }

    /**
     * Returns this spec with the name of its path, which must be valid and equal to its
     * own name.
     */
    public StreamSpec named(String expected) {
        if (!expected.matches(NAME)) {
            throw new InvalidStreamException(Map.of("name", NAME_RULE));
        }
        if (this.name != null && !this.name.equals(expected)) {
            throw new InvalidStreamException(
                    Map.of("name", "must be '" + expected + "' as in the path, not '" + this.name + "'"));
        }
        return new StreamSpec(expected, this.topic, this.source, this.pace, this.partitioning, this.delivery,
                this.limit, this.autoStart);
    }

    public StreamSpec withPace(Pace other) {
        return new StreamSpec(this.name, this.topic, this.source, other, this.partitioning, this.delivery, this.limit,
                this.autoStart);
    }

    /** Validation group of a body that must have the name. */
    public interface Named extends Default {

    }

}
