package io.sensorstreams.launcher.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Numbers;
import io.sensorstreams.launcher.progress.Screen;
import io.sensorstreams.launcher.progress.TextTable;
import io.sensorstreams.launcher.view.AuditView;
import io.sensorstreams.launcher.view.StreamView;

/**
 * Decides at the end of a run with {@code --once} whether all rows are in the files,
 * once.
 *
 * @param ownKafka whether no other program writes to the topics, so that Kafka must
 * contain exactly the rows that the streams sent
 * @param fresh whether Kafka was empty before this run, so that it must contain no
 * further rows; rows of deleted streams stay in Kafka and are not counted
 */
record Verdict(boolean ownKafka, boolean fresh) {

    /** Prints the audit and its meaning, and returns the exit code. */
    int say(Screen screen, AuditView audit, List<StreamView> streams, List<StreamPlan> planned) {
        table(audit).forEach(screen::say);
        List<String> problems = problems(audit, streams);
        problems.addAll(uncovered(audit, streams, planned));
        problems.forEach(screen::say);
        boolean clean = audit.isClean() && problems.isEmpty();
        streams.stream().filter((stream) -> stream.rowsRejected() > 0).map(Verdict::rejected).forEach(screen::say);
        screen.say("Verdict: " + (clean ? "CLEAN, " + meaning(audit) : name(audit)));
        return clean ? 0 : 1;
    }

    private static List<String> table(AuditView audit) {
        TextTable table = new TextTable("partition", "in Kafka", "in files", "missing", "duplicated", "foreign",
                "dead-lettered");
        audit.topics().forEach((row) -> add(table, row.name(), List.of(row)));
        add(table, "all", audit.topics());
        return table.lines();
    }

    private static void add(TextTable table, String name, List<AuditView.Partition> rows) {
        table.add(name, sum(rows, AuditView.Partition::inKafka), sum(rows, AuditView.Partition::inFiles),
                sum(rows, AuditView.Partition::missing), sum(rows, AuditView.Partition::duplicated),
                sum(rows, AuditView.Partition::foreign), sum(rows, AuditView.Partition::deadLettered));
    }

    private static String sum(List<AuditView.Partition> rows, ToLongFunction<AuditView.Partition> column) {
        return Numbers.count(rows.stream().mapToLong(column).sum());
    }

    private static String meaning(AuditView audit) {
        long deadLettered = audit.deadLettered();
        return (deadLettered == 0) ? "every row that was sent is in the files, once"
                : "every row that can be written is in the files, once; " + Numbers.count(deadLettered)
                        + " cannot, and are in the dead-letter topics with their reasons";
    }

    private static String name(AuditView audit) {
        return (audit.verdict() == AuditView.Verdict.INCOMPLETE)
                ? "INCOMPLETE, rows are in files that this consumer-service cannot read" : "NOT_CLEAN";
    }

    /** Returns a sentence for each planned topic that the audit does not cover. */
    private static List<String> uncovered(AuditView audit, List<StreamView> streams, List<StreamPlan> planned) {
        return planned.stream()
            .map(StreamPlan::topic)
            .distinct()
            .filter((topic) -> audit.isClean() && acked(topic, streams) > 0 && audit.inKafka(topic).isEmpty())
            .map((topic) -> "The audit has no partition of topic " + topic + ", which "
                    + Numbers.count(acked(topic, streams)) + " rows were sent to")
            .toList();
    }

    private static String rejected(StreamView stream) {
        return "Stream %s: %s rows were rejected; they are in topic %s-dlt, each with its reason"
            .formatted(stream.name(), Numbers.count(stream.rowsRejected()), stream.topic());
    }

    private List<String> problems(AuditView audit, List<StreamView> streams) {
        List<String> problems = new ArrayList<>();
        if (audit.state() == AuditView.State.FAILED) {
            problems.add("The audit failed: " + audit.error());
        }
        audit.topics().forEach((row) -> row.problems().forEach((each) -> problems.add(row.name() + ": " + each)));
        if (this.ownKafka && audit.isClean()) {
            streams.stream()
                .map(StreamView::topic)
                .distinct()
                .forEach((topic) -> compare(topic, audit, streams, problems));
        }
        return problems;
    }

    private void compare(String topic, AuditView audit, List<StreamView> streams, List<String> problems) {
        boolean exact = this.fresh && ofFirstRuns(topic, streams);
        long acked = acked(topic, streams);
        audit.inKafka(topic).forEach((group, inKafka) -> {
            if (inKafka < acked || (exact && inKafka > acked)) {
                problems.add("Topic " + topic + " holds " + Numbers.count(inKafka) + " rows, but "
                        + Numbers.count(acked) + " were acknowledged");
            }
        });
    }

    /** Rows of earlier runs are in Kafka, but are no longer counted. */
    private static boolean ofFirstRuns(String topic, List<StreamView> streams) {
        return streams.stream()
            .filter((stream) -> stream.topic().equals(topic))
            .allMatch((stream) -> stream.run() <= 1);
    }

    private static long acked(String topic, List<StreamView> streams) {
        return streams.stream().filter((stream) -> stream.topic().equals(topic)).mapToLong(StreamView::rowsAcked).sum();
    }

}
