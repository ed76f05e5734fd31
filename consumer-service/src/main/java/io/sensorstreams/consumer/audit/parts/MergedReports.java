package io.sensorstreams.consumer.audit.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.compare.PartitionScope;
import io.sensorstreams.consumer.compare.Segment;
import io.sensorstreams.consumer.compare.UnreadStore;

/**
 * Adds what other replicas have found on their disks to the reports of this disk. The
 * report of this disk says which records belong to each file on another disk; the part of
 * another disk says whether its files have them. Owned by the thread of the audit.
 */
public final class MergedReports {

    private static final int MOST_PROBLEMS = 10;

    /** What happens to files during the audit. */
    public interface Changes {

        /** Whether files of the scope were truncated or deleted since. */
        boolean isCut(PartitionScope scope) throws TimeoutException, InterruptedException;

        /**
         * Compares this disk again, without the files that retention has removed since.
         * @return empty when retention has removed none
         */
        Optional<Compared> again(PartitionScope scope) throws IOException, TimeoutException, InterruptedException;

    }

    private final List<RemotePart.Result> parts;

    private final SortedSet<String> missing = new TreeSet<>();

    /**
     * @param parts completed parts of other replicas
     */
    MergedReports(List<RemotePart.Result> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Owners of files that no part has judged, so far. */
    List<String> missing() {
        return List.copyOf(this.missing);
    }

    /**
     * Merges the reports of one partition. A part knows at least as much as the scope, so
     * it lacks files that retention has removed since.
     * @throws IllegalStateException when a replay changed the files during the audit
     */
    PartitionReport merge(Compared own, Changes changes) throws IOException, TimeoutException, InterruptedException {
        Compared current = own;
        List<RemotePart.Result> judging = new ArrayList<>();
        List<LedgerEntry> rest = judge(current, judging);
        while (!rest.isEmpty() && changes.isCut(current.scope())) {
            current = changes.again(current.scope())
                .orElseThrow(() -> new IllegalStateException("Files of group '" + own.report().group() + "' topic "
                        + own.report().topic() + " were truncated by a replay during the audit; start another audit"));
            judging.clear();
            rest = judge(current, judging);
        }
        PartitionReport merged = sum(current.report(), judging, rest);
        rest.forEach((entry) -> this.missing.add(entry.owner()));
        return merged;
    }

    /** Collects the parts that judge files, and returns the files that none judges. */
    private List<LedgerEntry> judge(Compared own, List<RemotePart.Result> judging) throws IOException {
        List<LedgerEntry> rest = new ArrayList<>(own.scope()
            .segments()
            .stream()
            .filter((segment) -> !OwnDisk.isJudged(segment))
            .map(Segment::entry)
            .toList());
        Set<String> disks = new HashSet<>(Set.of(OwnDisk.disk(own.scope())));
        for (RemotePart.Result part : this.parts) {
            for (JudgedFiles files : part.audit().judged()) {
                // Replicas on one disk have judged the same files.
                if (isOf(files, own.report()) && hasReport(part, own.report())
                        && (files.disk().isEmpty() || disks.add(files.disk()))) {
                    judging.add(part);
                    rest.removeIf((entry) -> isJudged(entry, files));
                }
            }
        }
        return rest;
    }

    private static boolean hasReport(RemotePart.Result part, PartitionReport own) {
        return part.audit().topics().stream().anyMatch((report) -> isSame(report, own));
    }

    private static boolean isOf(JudgedFiles files, PartitionReport report) {
        return files.group().equals(report.group()) && files.topic().equals(report.topic())
                && files.partition() == report.partition();
    }

    /** The file may have grown, because its replica looked at it later. */
    private static boolean isJudged(LedgerEntry entry, JudgedFiles files) {
        return files.files()
            .stream()
            .anyMatch((file) -> file.file().equals(entry.file()) && file.nextOffset() >= entry.nextOffset());
    }

    private static PartitionReport sum(PartitionReport own, List<RemotePart.Result> judging, List<LedgerEntry> rest) {
        long elsewhere = onOtherDisks(own);
        long left = Math.min(elsewhere, rest.stream().mapToLong(LedgerEntry::rows).sum());
        PartitionReport.Builder sum = PartitionReport.builder(own.group(), own.topic(), own.partition())
            .inKafka(own.inKafka())
            .inFiles(own.inFiles() + elsewhere - left)
            .missing(own.missing())
            .duplicated(own.duplicated())
            .foreign(own.foreign())
            .disordered(own.disordered())
            .deadLettered(own.deadLettered())
            .lag(own.lag())
            .files(own.files())
            .skipped(own.skipped())
            .lost(own.lost())
            .removed(own.removed())
            .removedInKafka(own.removedInKafka());
        own.gaps().forEach(sum::gap);
        own.unreadStores().forEach(sum::unread);
        rest.forEach((entry) -> sum.unreachable(0, entry.owner()));
        if (left > 0) {
            sum.unreachable(left, rest.get(0).owner());
        }
        List<String> problems = new ArrayList<>(own.problems());
        for (RemotePart.Result part : judging) {
            part.audit().topics().stream().filter((report) -> isSame(report, own)).forEach((report) -> {
                sum.inFiles(report.duplicated() + report.foreign() - report.missing())
                    .missing(report.missing())
                    .duplicated(report.duplicated())
                    .foreign(report.foreign())
                    .disordered(report.disordered());
                report.problems().forEach((problem) -> problems.add("On '" + part.instance() + "': " + problem));
            });
        }
        problems.stream().limit(MOST_PROBLEMS).forEach(sum::problems);
        if (problems.size() > MOST_PROBLEMS) {
            sum.problems("… and " + (problems.size() - MOST_PROBLEMS) + " more");
        }
        return sum.build();
    }

    private static long onOtherDisks(PartitionReport own) {
        return own.unreachable() - own.unreadStores().stream().mapToLong(UnreadStore::rows).sum();
    }

    private static boolean isSame(PartitionReport one, PartitionReport other) {
        return one.group().equals(other.group()) && one.topic().equals(other.topic())
                && one.partition() == other.partition();
    }

}
