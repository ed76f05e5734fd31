package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.sink.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Replays topics of a stopped group. One transaction commits the new state of the ledger
 * and the offsets. The files are truncated when the group starts, as after a crash.
 * Thread-safe; one replay of a group runs at a time.
 */
@Component
class Replays {

    private static final Logger LOGGER = LoggerFactory.getLogger(Replays.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StoppedGroups groups;

    private final ReplayPlanner planner;

    private final ReplayTransaction transaction;

    private final Ledger ledger;

    Replays(StoppedGroups groups, ReplayPlanner planner, ReplayTransaction transaction, Ledger ledger) {
        this.groups = groups;
        this.planner = planner;
        this.transaction = transaction;
        this.ledger = ledger;
    }

    ReplayView replay(String group, ReplayRequest request) throws IOException, TimeoutException, InterruptedException {
        Sink sink = this.groups.find(group, request.topic());
        return this.transaction.alone(group, (open) -> replay(open, sink, request));
    }

    private ReplayView replay(CommitTransaction open, Sink sink, ReplayRequest request)
            throws IOException, TimeoutException, InterruptedException {
        String group = sink.group();
        this.groups.require(group);
        List<PartitionReplay> replays = this.planner.plan(sink, request.from());
        this.transaction.commit(open, sink, replays);
        this.ledger.awaitCaughtUp(PATIENCE);
        LOGGER.atInfo()
            .addKeyValue("group", group)
            .addKeyValue("topic", request.topic())
            .addKeyValue("rows", replays.stream().mapToLong(PartitionReplay::rows).sum())
            .log("Replay committed");
        return ReplayView.of(group, request.topic(), replays);
    }

}
