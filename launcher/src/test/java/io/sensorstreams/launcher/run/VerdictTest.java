package io.sensorstreams.launcher.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Screen;
import io.sensorstreams.launcher.view.AuditView;
import io.sensorstreams.launcher.view.StreamView;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {

    private static final StreamView SENT = new StreamView("air", "AIR", StreamView.State.COMPLETED, 1, 1000, 0, 1000L,
            0, null, null);

    private static final List<StreamPlan> PLANNED = List.of(new StreamPlan("air", "AIR", "AIR.csv"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final Screen screen = new Screen(new PrintStream(this.out, true, StandardCharsets.UTF_8), false, 80,
            Instant.now());

    @Test
    void isCleanWhenTheAuditIsCleanAndKafkaHasTheSentRows() {
        AuditView audit = audit(AuditView.Verdict.CLEAN, row(0, 400, 400, 0), row(1, 600, 600, 0));

        assertThat(new Verdict(true, true).say(this.screen, audit, List.of(SENT), PLANNED)).isZero();
        assertThat(printed()).containsExactly(
                "partition  in Kafka  in files  missing  duplicated  foreign  dead-lettered",
                "AIR-0           400       400        0           0        0              0",
                "AIR-1           600       600        0           0        0              0",
                "all           1,000     1,000        0           0        0              0",
                "Verdict: CLEAN, every row that was sent is in the files, once");
    }

    @Test
    void isNotCleanWhenTheAuditIsNot() {
        AuditView audit = audit(AuditView.Verdict.NOT_CLEAN, row(0, 1000, 999, 1));

        assertThat(new Verdict(true, true).say(this.screen, audit, List.of(SENT), PLANNED)).isEqualTo(1);
        assertThat(printed()).endsWith("AIR-0: row 7 of x.csv is missing", "Verdict: NOT_CLEAN");
    }

    @Test
    void isNotCleanWhenKafkaHasOtherRows() {
        AuditView audit = audit(AuditView.Verdict.CLEAN, row(0, 999, 999, 0));

        assertThat(new Verdict(true, true).say(this.screen, audit, List.of(SENT), PLANNED)).isEqualTo(1);
        assertThat(printed()).contains("Topic AIR holds 999 rows, but 1,000 were acknowledged");
    }

    @Test
    void letsRowsOfStreamsThatAreDeletedBe() {
        AuditView audit = audit(AuditView.Verdict.CLEAN, row(0, 1200, 1200, 0));

        assertThat(new Verdict(true, true).say(this.screen, audit, List.of(SENT), PLANNED)).isEqualTo(1);
        assertThat(new Verdict(true, false).say(this.screen, audit, List.of(SENT), PLANNED)).isZero();
    }

    @Test
    void isNotCleanWhenKafkaHasFewerRowsThanWereSent() {
        AuditView audit = audit(AuditView.Verdict.CLEAN, row(0, 999, 999, 0));

        assertThat(new Verdict(true, false).say(this.screen, audit, List.of(SENT), PLANNED)).isEqualTo(1);
    }

    @Test
    void reportsRejectedRows() {
        AuditView audit = audit(AuditView.Verdict.CLEAN, row(0, 1000, 1000, 0));
        StreamView rejecting = new StreamView("air", "AIR", StreamView.State.COMPLETED, 1, 1000, 3, 1003L, 0, null,
                null);

        assertThat(new Verdict(true, true).say(this.screen, audit, List.of(rejecting), PLANNED)).isZero();
        assertThat(printed())
            .contains("Stream air: 3 rows were rejected; they are in topic AIR-dlt, each with its reason");
    }

    @Test
    void letsOthersWriteToAKafkaOutside() {
        AuditView audit = audit(AuditView.Verdict.CLEAN, row(0, 5000, 5000, 0));

        assertThat(new Verdict(false, true).say(this.screen, audit, List.of(SENT), PLANNED)).isZero();
    }

    @Test
    void isNotCleanWhenTheAuditFailed() {
        AuditView audit = new AuditView("1", AuditView.State.FAILED, null, List.of(), "no broker answers", null);

        assertThat(new Verdict(true, true).say(this.screen, audit, List.of(SENT), PLANNED)).isEqualTo(1);
        assertThat(printed()).endsWith("The audit failed: no broker answers", "Verdict: NOT_CLEAN");
    }

    @Test
    void isNotCleanWhenTheAuditLeftATopicOut() {
        assertThat(new Verdict(true, true).say(this.screen, audit(AuditView.Verdict.CLEAN), List.of(SENT), PLANNED))
            .isEqualTo(1);
        assertThat(printed()).contains("The audit has no partition of topic AIR, which 1,000 rows were sent to");
    }

    @Test
    void reportsDeadLetters() {
        AuditView.Partition row = new AuditView.Partition("AIR", "AIR", 0, 1000, 997, 0, 0, 0, 3, List.of());

        assertThat(
                new Verdict(true, true).say(this.screen, audit(AuditView.Verdict.CLEAN, row), List.of(SENT), PLANNED))
            .isZero();
        assertThat(printed()).last()
            .isEqualTo("Verdict: CLEAN, every row that can be written is in the files, once; 3 cannot, and are in the "
                    + "dead-letter topics with their reasons");
    }

    @Test
    void distinguishesIncompleteAuditsFromAuditsThatAreNotClean() {
        AuditView audit = audit(AuditView.Verdict.INCOMPLETE, row(0, 1000, 1000, 0));

        assertThat(new Verdict(true, true).say(this.screen, audit, List.of(SENT), PLANNED)).isEqualTo(1);
        assertThat(printed()).last()
            .isEqualTo("Verdict: INCOMPLETE, rows are in files that this consumer-service cannot read");
    }

    private List<String> printed() {
        return this.out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static AuditView audit(AuditView.Verdict verdict, AuditView.Partition... rows) {
        return new AuditView("1", AuditView.State.COMPLETED, verdict, List.of(rows), null, null);
    }

    private static AuditView.Partition row(int partition, long inKafka, long inFiles, long missing) {
        return new AuditView.Partition("AIR", "AIR", partition, inKafka, inFiles, missing, 0, 0, 0,
                (missing == 0) ? List.of() : List.of("row 7 of x.csv is missing"));
    }

}
