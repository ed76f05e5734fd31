package io.sensorstreams.launcher.run;

import java.util.List;
import java.util.function.ToLongFunction;

import io.sensorstreams.launcher.text.Numbers;
import io.sensorstreams.launcher.text.TextTable;
import io.sensorstreams.launcher.view.AuditView;

/** Formats an audit: one line for each partition, and the total. */
final class AuditTable {

    private AuditTable() {
    }

    static List<String> lines(AuditView audit) {
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

}
