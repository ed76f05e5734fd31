package io.sensorstreams.consumer.audit.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.audit.parts.JudgedFiles.JudgedFile;
import io.sensorstreams.consumer.audit.parts.PartView.Progress;
import io.sensorstreams.consumer.audit.parts.PartView.State;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.compare.PartitionScope;
import io.sensorstreams.consumer.compare.Segment;
import io.sensorstreams.consumer.compare.UnreadStore;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** This disk has offsets 0 to 9; b has 10 to 19, and c has 20 to 29. */
class MergedReportsTest {

    private static final PartitionReport OWN = report().inKafka(30)
        .inFiles(10)
        .unreachable(10, "b")
        .unreachable(10, "c")
        .files(3)
        .lag(2)
        .build();

    private static final MergedReports.Changes NO_CHANGES = new MergedReports.Changes() {

        @Override
        public boolean isCut(PartitionScope scope) {
            return false;
        }

        @Override
        public Optional<Compared> again(PartitionScope scope) {
            throw new AssertionError("Nothing was cut");
        }

    };

    @TempDir
    Path disk;

    @Test
    void isCleanWhenEachFileIsJudged() throws Exception {
        MergedReports merged = merged(part("b", "disk-b", report().build(), file(10, 20)),
                part("c", "disk-c", report().build(), file(20, 30)));

        PartitionReport report = merged.merge(own(), NO_CHANGES);

        assertThat(report).isEqualTo(report().inKafka(30).inFiles(30).files(3).lag(2).build());
        assertThat(report.clean()).isTrue();
        assertThat(merged.missing()).isEmpty();
    }

    @Test
    void keepsTheRowsOfAStoreThatFailed() throws Exception {
        UnreadStore store = new UnreadStore("s3://readings/august/", 7, "it is away");
        PartitionReport own = report().inKafka(37)
            .inFiles(10)
            .unreachable(10, "b")
            .unreachable(10, "c")
            .unread(store)
            .build();
        MergedReports merged = merged(part("b", "disk-b", report().build(), file(10, 20)),
                part("c", "disk-c", report().build(), file(20, 30)));

        PartitionReport report = merged.merge(new Compared(own, scope()), NO_CHANGES);

        assertThat(report).isEqualTo(report().inKafka(37).inFiles(30).unread(store).build());
        assertThat(report.elsewhere()).containsExactly("s3://readings/august/");
        assertThat(merged.missing()).isEmpty();
        assertThat(report.clean()).isTrue();
    }

    @Test
    void namesTheOwnersOfFilesThatNobodyHasJudged() throws Exception {
        MergedReports merged = merged(part("b", "disk-b", report().build(), file(10, 20)));

        PartitionReport report = merged.merge(own(), NO_CHANGES);

        assertThat(report).isEqualTo(report().inKafka(30).inFiles(20).unreachable(10, "c").files(3).lag(2).build());
        assertThat(merged.missing()).containsExactly("c");
    }

    @Test
    void doesNotTakeAShorterFileForTheWholeOne() throws Exception {
        MergedReports merged = merged(part("b", "disk-b", report().build(), file(10, 19)),
                part("c", "disk-c", report().build(), file(20, 31)));

        assertThat(merged.merge(own(), NO_CHANGES).elsewhere()).containsExactly("b");
    }

    @Test
    void doesNotTakeAFileWithoutAReportForJudged() throws Exception {
        PartView noReport = new PartView("1", State.COMPLETED, new Progress(0, 0), List.of(),
                List.of(judged("disk-b", file(10, 20))), null);
        MergedReports merged = merged(new RemotePart.Result("b", noReport),
                part("c", "disk-c", report().build(), file(20, 30)));

        assertThat(merged.merge(own(), NO_CHANGES).elsewhere()).containsExactly("b");
    }

    @Test
    void addsWhatIsWrongOnAnotherDisk() throws Exception {
        PartitionReport wrong = report().missing(3)
            .duplicated(1)
            .foreign(4)
            .disordered(2)
            .problems("it is wrong")
            .build();
        MergedReports merged = merged(part("b", "disk-b", wrong, file(10, 20)),
                part("c", "disk-c", report().build(), file(20, 30)));

        PartitionReport report = merged.merge(own(), NO_CHANGES);

        assertThat(report).isEqualTo(report().inKafka(30)
            .inFiles(32)
            .missing(3)
            .duplicated(1)
            .foreign(4)
            .disordered(2)
            .files(3)
            .lag(2)
            .problems("On 'b': it is wrong")
            .build());
        assertThat(report.clean()).isFalse();
    }

    @Test
    void countsTheFilesOfASharedDiskOnce() throws Exception {
        PartitionReport wrong = report().missing(3).problems("it is wrong").build();
        MergedReports merged = merged(part("b", "shared", wrong, file(10, 20), file(20, 30)),
                part("c", "shared", wrong, file(10, 20), file(20, 30)));

        PartitionReport report = merged.merge(own(), NO_CHANGES);

        assertThat(report.missing()).isEqualTo(3);
        assertThat(report.problems()).containsExactly("On 'b': it is wrong");
        assertThat(report.elsewhere()).isEmpty();
    }

    @Test
    void keepsTheFirstTenProblems() throws Exception {
        String[] many = Stream.iterate(1, (n) -> n + 1).limit(12).map(String::valueOf).toArray(String[]::new);

        PartitionReport report = merged(part("b", "disk-b", report().problems(many).build(), file(10, 20))).merge(own(),
                NO_CHANGES);

        assertThat(report.problems()).hasSize(11).endsWith("On 'b': 10", "… and 2 more");
    }

    @Test
    void refusesFilesThatAReplayHasCut() {
        assertThatThrownBy(() -> merged().merge(own(), new Cut(Optional.empty())))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                    "Files of group 'AIR' topic AIR were truncated by a replay during the audit; start another audit");
    }

    @Test
    void leavesOutFilesThatRetentionRemovedOnAnotherDisk() throws Exception {
        PartitionReport part = report().inKafka(30).removedInKafka(10).build();
        MergedReports merged = merged(part("c", "disk-c", part, file(20, 30)));
        PartitionReport again = report().inKafka(30)
            .inFiles(10)
            .unreachable(10, "c")
            .removed(12)
            .removedInKafka(10)
            .files(2)
            .build();
        PartitionScope rest = scope().with(List.of(scope().segments().get(0), scope().segments().get(2)), List.of());

        PartitionReport report = merged.merge(own(), new Cut(Optional.of(new Compared(again, rest))));

        assertThat(report).isEqualTo(report().inKafka(30).inFiles(20).removed(12).removedInKafka(10).files(2).build());
        assertThat(report.clean()).isTrue();
        assertThat(merged.missing()).isEmpty();
    }

    /** The file of b was cut; what remains was compared again. */
    private record Cut(Optional<Compared> rest) implements MergedReports.Changes {

        @Override
        public boolean isCut(PartitionScope scope) {
            return scope.segments().size() == 3;
        }

        @Override
        public Optional<Compared> again(PartitionScope scope) {
            return this.rest;
        }

    }

    private Compared own() {
        return new Compared(OWN, scope());
    }

    private static MergedReports merged(RemotePart.Result... parts) {
        return new MergedReports(List.of(parts));
    }

    private static RemotePart.Result part(String instance, String disk, PartitionReport report, JudgedFile... files) {
        return new RemotePart.Result(instance, new PartView("1", State.COMPLETED, new Progress(10, 10), List.of(report),
                List.of(judged(disk, files)), null));
    }

    private static JudgedFiles judged(String disk, JudgedFile... files) {
        return new JudgedFiles("AIR", "AIR", 0, disk, List.of(files));
    }

    private static JudgedFile file(long first, long next) {
        return new JudgedFile(name(first), next);
    }

    private static String name(long first) {
        return "AIR-0-%020d.csv".formatted(first);
    }

    private static PartitionReport.Builder report() {
        return PartitionReport.builder("AIR", "AIR", 0);
    }

    private PartitionScope scope() {
        List<Segment> segments = new ArrayList<>();
        for (String owner : List.of("a", "b", "c")) {
            long first = segments.size() * 10L;
            LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, name(first))
                .nextOffset(first + 10)
                .rows(10)
                .bytes(100)
                .owner(owner)
                .disk("disk-" + owner)
                .build();
            boolean here = owner.equals("a");
            segments.add(new Segment(entry, this.disk.resolve(entry.file()), here, here, 0));
        }
        return new PartitionScope(new Sink("AIR", "AIR", this.disk, FileFormat.CSV), 0, segments, List.of(), 0, 32, 30,
                List.of(), true);
    }

}
