package io.sensorstreams.launcher.plan;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class StreamPlansTest {

    @Test
    void watchesTheFilesOfEachTopic() throws StartException {
        StreamPlans plans = new StreamPlans(List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv"),
                new StreamPlan("air2309", "AIR", "AIR2309.csv.gz"), new StreamPlan("water", "WATER", "WATER.CSV"),
                new StreamPlan("2024-02", "EARTH", "2024-02.csv")),
                Map.of("AIR2308.csv.gz", "would be the same stream", "x.csv", "is empty"), Map.of());

        StreamPlans watching = plans.watching(List.of());

        assertThat(watching.streams()).extracting(StreamPlan::name, StreamPlan::topic, StreamPlan::directory)
            .containsExactly(tuple("air-files", "AIR", true), tuple("water-files", "WATER", true),
                    tuple("2024-02", "EARTH", false));
        assertThat(watching.streams().get(0).specification(Pace.UNLIMITED)).containsEntry("source",
                Map.of("type", "directory", "pattern", "AIR{,[!A-Za-z]*}.{[cC][sS][vV],[tT][sS][vV],[tT][xX][tT]}*"));
    }

    @Test
    void aFileIsNotSentToTwoTopics() {
        StreamPlans plans = new StreamPlans(List.of(new StreamPlan("air2308", "AIR", "AIR2308.csv"),
                new StreamPlan("air2309", "WIND", "AIR2309.csv")), Map.of(), Map.of());

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> plans.watching(List.of()))
            .withMessage("--topic names AIR2309.csv for topic WIND, and --watch sends it to topic AIR by its name; "
                    + "rename the file");
    }

    @Test
    void notesAreNotSentWithTheFilesOfATopic() {
        StreamPlans plans = new StreamPlans(List.of(new StreamPlan("air", "AIR", "AIR.csv")), Map.of(),
                Map.of("AIR-notes.txt", "has no columns", "WIND.txt", "has no columns", "AIR.xlsx", "is not read"));

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> plans.watching(List.of()))
            .withMessage(
                    "AIR-notes.txt has no columns, and --watch sends it by its name: move it out of the directory, "
                            + "or give it another ending");
    }

    @Test
    void watchesForTopicsThatHaveNoFileYet() throws StartException {
        StreamPlans plans = new StreamPlans(List.of(new StreamPlan("air", "AIR", "AIR.csv")), Map.of(), Map.of());

        assertThat(plans.watching(List.of("WIND", "AIR", "no-letters", "air")).streams())
            .extracting(StreamPlan::name, StreamPlan::topic)
            .containsExactly(tuple("air-files", "AIR"), tuple("wind-files", "WIND"));
    }

    @Test
    void watchesForTheUsualTopicsInAnEmptyDirectory() throws StartException {
        StreamPlans none = new StreamPlans(List.of(), Map.of(), Map.of());

        assertThat(none.watching(List.of()).streams()).extracting(StreamPlan::topic)
            .containsExactly("AIR", "EARTH", "WATER");
        assertThat(none.watching(List.of("WIND")).streams()).extracting(StreamPlan::topic).containsExactly("WIND");
    }

}
