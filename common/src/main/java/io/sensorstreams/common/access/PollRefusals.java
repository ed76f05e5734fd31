package io.sensorstreams.common.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds why Kafka refuses polls of consumers, by group. Each reason of a group is logged
 * once. The threads of the consumers report; any thread may read.
 */
public final class PollRefusals {

    private static final Logger LOGGER = LoggerFactory.getLogger(PollRefusals.class);

    private final Map<Object, Refused> byConsumer = new ConcurrentHashMap<>();

    private final Map<String, String> logged = new ConcurrentHashMap<>();

    private record Refused(String group, String reason) {

    }

    /** Why polls of a group are refused now; empty when none is. */
    public Optional<String> of(String group) {
        return this.byConsumer.values()
            .stream()
            .filter((refused) -> refused.group().equals(group))
            .map(Refused::reason)
            .findFirst();
    }

    void refused(Object consumer, String group, String reason) {
        this.byConsumer.put(consumer, new Refused(group, reason));
        if (!reason.equals(this.logged.put(group, reason))) {
            LOGGER.atWarn()
                .addKeyValue("group", group)
                .addKeyValue("reason", reason)
                .log("Kafka refuses a consumer of the group, which tries again");
        }
    }

    /** Called after each poll, so it does little when nothing was refused. */
    void accepted(Object consumer) {
        Refused before = this.byConsumer.remove(consumer);
        if (before != null && of(before.group()).isEmpty() && this.logged.remove(before.group()) != null) {
            LOGGER.atInfo().addKeyValue("group", before.group()).log("Kafka accepts the consumers of the group again");
        }
    }

    /** A next consumer of the group that is refused is logged again. */
    void closed(Object consumer) {
        Refused before = this.byConsumer.remove(consumer);
        if (before != null && of(before.group()).isEmpty()) {
            this.logged.remove(before.group());
        }
    }

}
