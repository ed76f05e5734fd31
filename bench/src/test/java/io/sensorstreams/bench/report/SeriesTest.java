package io.sensorstreams.bench.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SeriesTest {

    @Test
    void hasTheMiddleOfAnOddNumberOfValuesAsMedian() {
        assertThat(Series.of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void hasTheMeanOfTheTwoInTheMiddleAsMedian() {
        assertThat(Series.of(4, 1, 100, 2).median()).isEqualTo(3);
    }

    @Test
    void knowsItsExtremes() {
        assertThat(Series.of(4, 1, 100, 2).lowest()).isEqualTo(1);
        assertThat(Series.of(4, 1, 100, 2).highest()).isEqualTo(100);
    }

    @Test
    void isDividedRoundByRound() {
        assertThat(Series.of(10, 4).over(Series.of(5, 8))).isEqualTo(Series.of(2, 0.5));
    }

    @Test
    void refusesToBeDividedByOtherRounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> Series.of(1, 2).over(Series.of(1)))
            .withMessage("Series of 2 and 1 rounds");
    }

    @Test
    void refusesToBeEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Series(List.of()))
            .withMessage("A series has at least one value");
    }

}
