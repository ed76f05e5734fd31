package io.sensorstreams.launcher;

import java.util.List;

/** The end of a run with {@code --once}: are all rows in the files, once? */
final class Verdict {

    private final boolean ownKafka;

    /**
     * Creates the judge.
     * @param ownKafka whether nobody else writes to the topics, so that Kafka must hold
     * exactly the rows that the streams sent
     */
    Verdict(boolean ownKafka) {
        this.ownKafka = ownKafka;
    }

    /**
     * Prints the audit and what it means.
     * @return exit code: 0 when all is well, else 1
     */
    int say(Screen screen, AuditView audit, List<StreamView> streams) {
        AuditTable.lines(audit).forEach(screen::say);
        if (!audit.isClean()) {
            screen.say("Verdict: " + ((audit.verdict() != null) ? audit.verdict() : "none, the audit failed"));
            return 1;
        }
        List<String> unlike = this.ownKafka ? unlike(audit, streams) : List.of();
        unlike.forEach(screen::say);
        screen.say(unlike.isEmpty() ? "Verdict: CLEAN, every row is in the files, once" : "Verdict: NOT_CLEAN");
        return unlike.isEmpty() ? 0 : 1;
    }

    private static List<String> unlike(AuditView audit, List<StreamView> streams) {
        return streams.stream()
            .map(StreamView::topic)
            .distinct()
            .filter((topic) -> ofFirstRuns(topic, streams))
            .filter((topic) -> acked(topic, streams) != audit.inKafka(topic))
            .map((topic) -> "Topic " + topic + " holds " + Numbers.count(audit.inKafka(topic)) + " rows, but "
                    + Numbers.count(acked(topic, streams)) + " were acknowledged")
            .toList();
    }

    /** Rows of an earlier run of a stream are in Kafka as well, but no longer counted. */
    private static boolean ofFirstRuns(String topic, List<StreamView> streams) {
        return streams.stream()
            .filter((stream) -> stream.topic().equals(topic))
            .allMatch((stream) -> stream.run() <= 1);
    }

    private static long acked(String topic, List<StreamView> streams) {
        return streams.stream().filter((stream) -> stream.topic().equals(topic)).mapToLong(StreamView::rowsAcked).sum();
    }

}
