package io.sensorstreams.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Runs each input that is kept. Inputs that found a fault are among them. */
class CorporaTest {

    private static final Path CORPORA = Path.of("corpus");

    private static final int MOST_BYTES = 500_000;

    /** Far more than any input takes, also on a machine with much other work. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    static List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.walk(CORPORA)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void findsNoFault(Path input) throws IOException {
        Target target = Target.of(input.getParent().getFileName().toString());
        byte[] bytes = Files.readAllBytes(input);

        assertTimeoutPreemptively(LONGEST, () -> target.run(bytes));
    }

    @Test
    void hasInputsOfEachTargetAndNoOther() throws IOException {
        Set<String> directories = inputs().stream()
            .map((input) -> CORPORA.relativize(input).getParent().toString())
            .collect(Collectors.toSet());

        assertThat(directories)
            .isEqualTo(Arrays.stream(Target.values()).map(Target::directory).collect(Collectors.toSet()));
    }

    @Test
    void isSmall() throws IOException {
        long bytes = 0;
        for (Path input : inputs()) {
            bytes += Files.size(input);
        }

        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    /** A target that checks nothing would find no fault, either. */
    @Test
    void checksWhatItClaims() {
        assertThatThrownBy(() -> Verify.equal("a", "b", "text")).isInstanceOf(AssertionError.class)
            .hasMessage("text: found <a>, expected <b>");
        assertThatThrownBy(() -> Verify.that(false, () -> "wrong")).hasMessage("wrong");
        assertThatThrownBy(() -> Verify.message(new IOException(" "), 10)).isInstanceOf(AssertionError.class);
        assertThat(JsonText.read("{\"a\":01}".getBytes()).isValid()).isFalse();
        assertThat(JsonText.read("{\"a\":[1, 2]}".getBytes()).cells()).containsExactly("[1, 2]");
    }

    @Test
    void namesTheTargetsInTheScript() throws IOException {
        String script = Files.readString(Path.of("../fuzz.sh"));

        for (Target target : Target.values()) {
            assertThat(script).contains("[" + target.directory() + "]=" + target.type().getName());
        }
    }

}
