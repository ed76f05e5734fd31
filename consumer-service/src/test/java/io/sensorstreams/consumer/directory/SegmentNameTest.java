package io.sensorstreams.consumer.directory;

import io.sensorstreams.common.ledger.LedgerName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentNameTest {

    @Test
    void containsTheFirstOffsetWithTwentyDigits() {
        assertThat(SegmentName.of("AIR", 3, 42, "csv")).isEqualTo("AIR-3-00000000000000000042.csv");
    }

    @Test
    void parsesItsOwnNames() {
        assertThat(LedgerName.firstOffset("AIR", 3, "AIR-3-00000000000000000042.csv")).hasValue(42);
        assertThat(LedgerName.firstOffset("a.b", 0, "a.b-0-00000000000000000007.jsonl.gz")).hasValue(7);
    }

    @Test
    void recognizesTemporaryNamesOfThePartition() {
        String name = SegmentName.temporary("AIR-3-00000000000000000042.csv.gz");

        assertThat(name).isEqualTo(".AIR-3-00000000000000000042.csv.gz.part");
        assertThat(SegmentName.isTemporary("AIR", 3, name)).isTrue();
        assertThat(LedgerName.firstOffset("AIR", 3, name)).isEmpty();
        for (String other : new String[] { ".AIR-2-00000000000000000042.csv.gz.part", ".AIR-3-42.csv.gz.part", ".part",
                "AIR-3-00000000000000000042.csv.gz", ".AIR-3-00000000000000000042.csv.gz", ".disk" }) {
            assertThat(SegmentName.isTemporary("AIR", 3, other)).as(other).isFalse();
        }
    }

    @Test
    void doesNotParseOtherNames() {
        for (String name : new String[] { "AIR-2-00000000000000000042.csv", "AIR-3-42.csv", "AIR-3-.csv", "notes.csv",
                "AIR-3-00000000000000000042.csv.bak", "XAIR-3-00000000000000000042.csv", ".lock" }) {
            assertThat(LedgerName.firstOffset("AIR", 3, name)).as(name).isEmpty();
        }
    }

}
