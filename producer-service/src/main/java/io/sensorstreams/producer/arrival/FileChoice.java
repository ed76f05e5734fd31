package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.sensorstreams.producer.row.FilePlace;
import io.sensorstreams.producer.row.FilesReport;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the files of the directory by what a stream at a place does with them.
 *
 * @param pending the files that it reads after the current one, in this order
 * @param passedOver the files that it does not read, because their place in the order is
 * before the current file, or because they were changed after they were read
 */
record FileChoice(List<Candidate> pending, List<String> passedOver) {

    private static final Comparator<Candidate> ORDER = Comparator
        .comparingLong((Candidate candidate) -> candidate.time().orElse(Long.MIN_VALUE))
        .thenComparing((candidate) -> candidate.file().name());

    private static final int MOST_NAMED = 20;

    /**
     * @param time first event time; empty when the files are not ordered by it, and when
     * it has none
     */
    record Candidate(ListedFile file, OptionalLong time) {

    }

    /**
     * Chooses among the files.
     * @param changed whether the current file is not what was read
     */
    static FileChoice of(Collection<ListedFile> files, @Nullable FilePlace place, boolean changed,
            FileSequence sequence, FirstTimes times) throws IOException {
        SentFiles sent = SentFiles.of((place != null) ? place.sent() : null);
        List<Candidate> pending = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (ListedFile file : files) {
            if (place != null && file.name().equals(place.file())) {
                boolean kept = sequence.afterwards() == Afterwards.KEEP && !changed && !place.is(FilePlace.State.LEFT);
                if (!kept && !place.is(FilePlace.State.READING)) {
                    passedOver.add(file.name());
                }
            }
            else if (sent.has(file.name())) {
                if (sent.isPassedOver(file)) {
                    passedOver.add(file.name());
                }
            }
            else {
                OptionalLong time = (sequence.sort() == FileSort.TIME) ? times.of(sequence.reader(), file)
                        : OptionalLong.empty();
                if (place == null || isAfter(file, time, place, sequence.sort())) {
                    pending.add(new Candidate(file, time));
                }
                else {
                    passedOver.add(file.name());
                }
            }
        }
        pending.sort(ORDER);
        return new FileChoice(pending, passedOver);
    }

    private static boolean isAfter(ListedFile file, OptionalLong time, FilePlace place, FileSort sort) {
        int byName = file.name().compareTo(place.file());
        Long reached = place.time();
        if (sort == FileSort.NAME) {
            return byName > 0;
        }
        if (time.isEmpty() || reached == null) {
            return true;
        }
        int byTime = Long.compare(time.getAsLong(), reached);
        return byTime > 0 || (byTime == 0 && byName > 0);
    }

    Optional<Candidate> next() {
        return this.pending.stream().findFirst();
    }

    FilesReport report(@Nullable String waits) {
        return new FilesReport(waits, this.passedOver.stream().limit(MOST_NAMED).toList(), this.passedOver.size());
    }

}
