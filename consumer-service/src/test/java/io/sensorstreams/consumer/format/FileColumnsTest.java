package io.sensorstreams.consumer.format;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileColumnsTest {

    @Test
    void findsTheCellsOfAValueInAnotherOrder() {
        FileColumns file = new FileColumns(List.of("a", "b", "c"));

        assertThat(cells(file, List.of("a", "b", "c"))).containsExactly(0, 1, 2);
        assertThat(cells(file, List.of("c", "a", "b"))).containsExactly(1, 2, 0);
        assertThat(cells(file, List.of("a", "b", "c"))).containsExactly(0, 1, 2);
    }

    @Test
    void doesNotFitAnotherSetOfTheSameSizeAndHash() {
        FileColumns file = new FileColumns(List.of("Aa", "x"));

        assertThat(FileColumns.hash(List.of("BB", "x"))).isEqualTo(FileColumns.hash(List.of("x", "Aa")));
        assertThat(cells(file, List.of("BB", "x"))).isEmpty();
        assertThat(cells(file, List.of("x", "Aa"))).containsExactly(1, 0);
        assertThat(file.isSameSetAs(new FileColumns(List.of("x", "Aa")))).isTrue();
        assertThat(file.isSameSetAs(new FileColumns(List.of("x", "BB")))).isFalse();
    }

    /** A quadratic search would compare a name 95,000 times. */
    @ParameterizedTest
    @ValueSource(ints = { 10, 50_000, 95_000 })
    void comparesEachNameOnlyAFewTimes(int size) {
        List<String> names = IntStream.range(0, size).mapToObj((i) -> "column" + i).toList();
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        CountedNames inFile = new CountedNames(names);
        CountedNames inValue = new CountedNames(reversed);
        FileColumns file = new FileColumns(inFile);

        assertThat(cells(file, inValue)).hasSize(size).startsWith(size - 1).endsWith(0);
        assertThat(inFile.looks + inValue.looks).isLessThan(12L * size);
    }

    private static int[] cells(FileColumns file, List<String> value) {
        return file.cellsOf(value, FileColumns.hash(value));
    }

    private static final class CountedNames extends AbstractList<String> {

        private final List<String> names;

        private long looks;

        CountedNames(List<String> names) {
            this.names = names;
        }

        @Override
        public String get(int index) {
            this.looks++;
            return this.names.get(index);
        }

        @Override
        public int size() {
            return this.names.size();
        }

    }

}
