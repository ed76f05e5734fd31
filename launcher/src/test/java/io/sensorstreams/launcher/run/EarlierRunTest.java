package io.sensorstreams.launcher.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.sensorstreams.launcher.plan.DataDirectory;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.view.SourceView;
import io.sensorstreams.launcher.view.SourceView.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EarlierRunTest {

    private static final SourceView DIRECTORY = new SourceView("air-files", "AIR", 1, 0, new Source("directory", null));

    @TempDir
    private Path empty;

    @Test
    void watchesNoTopicWhoseFilesWereSentOneByOne() throws StartException {
        EarlierRun earlier = new EarlierRun(
                List.of(csv("air1", "AIR", "AIR1.csv", 5), csv("air2", "AIR", "AIR2.csv", 0),
                        csv("earth", "EARTH", "2024.csv", 5), csv("wind", "WIND", "WATER1.csv", 5)));

        assertThat(earlier.reason(watched("AIR"))).hasValue(
                "Topic AIR is not watched: a run without --watch has sent AIR1.csv, and their rows would be sent again; "
                        + "use another --out, or start without --watch");
        assertThat(earlier.reason(watched("EARTH"))).as("a file that its name does not give to the topic").isEmpty();
        assertThat(earlier.reason(watched("WATER"))).as("rows of another topic").isEmpty();
    }

    @Test
    void sendsNoFileOfATopicThatWasWatched() {
        EarlierRun earlier = new EarlierRun(List.of(DIRECTORY));

        assertThat(earlier.reason(new StreamPlan("air1", "AIR", "AIR1.csv")))
            .hasValue("AIR1.csv is not streamed: stream air-files of a run with --watch sends the files of topic AIR; "
                    + "add --watch, or use another --out");
        assertThat(earlier.reason(new StreamPlan("2024", "AIR", "2024.csv"))).as("--topic").isEmpty();
        assertThat(earlier.reason(new StreamPlan("earth", "EARTH", "EARTH.csv"))).isEmpty();
    }

    @Test
    void continuesWithItsOwnStreams() throws StartException {
        assertThat(new EarlierRun(List.of(DIRECTORY)).reason(watched("AIR"))).isEmpty();
        assertThat(new EarlierRun(List.of(csv("mine", "AIR", "AIR1.csv", 5), DIRECTORY)).reason(watched("AIR")))
            .as("a user sent a file again")
            .isEmpty();
        assertThat(new EarlierRun(List.of(csv("air1", "AIR", "AIR1.csv", 5)))
            .reason(new StreamPlan("air1", "AIR", "AIR1.csv"))).isEmpty();
    }

    private static SourceView csv(String name, String topic, String file, long rows) {
        return new SourceView(name, topic, rows, 0, new Source("csv", file));
    }

    private StreamPlan watched(String topic) throws StartException {
        return new DataDirectory(this.empty).watching(Map.of(), List.of(topic)).streams().get(0);
    }

}
