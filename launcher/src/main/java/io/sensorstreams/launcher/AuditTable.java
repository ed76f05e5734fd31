package io.sensorstreams.launcher;

import java.util.List;

/** The audit as the user reads it: one line for each partition, and the sum. */
final class AuditTable {

    private AuditTable() {
    }

    static List<String> lines(AuditView audit) {
        TextTable table = new TextTable("partition", "in Kafka", "in files", "missing", "duplicated", "foreign",
                "dead-lettered");
        AuditView.Partition sum = new AuditView.Partition("", 0, 0, 0, 0, 0, 0, 0);
        for (AuditView.Partition partition : audit.topics()) {
            add(table, partition.topic() + "-" + partition.partition(), partition);
            sum = sum(sum, partition);
        }
        add(table, "all", sum);
        return table.lines();
    }

    private static void add(TextTable table, String name, AuditView.Partition row) {
        table.add(name, Numbers.count(row.inKafka()), Numbers.count(row.inFiles()), Numbers.count(row.missing()),
                Numbers.count(row.duplicated()), Numbers.count(row.foreign()), Numbers.count(row.deadLettered()));
    }

    private static AuditView.Partition sum(AuditView.Partition a, AuditView.Partition b) {
        return new AuditView.Partition("", 0, a.inKafka() + b.inKafka(), a.inFiles() + b.inFiles(),
                a.missing() + b.missing(), a.duplicated() + b.duplicated(), a.foreign() + b.foreign(),
                a.deadLettered() + b.deadLettered());
    }

}
