package io.sensorstreams.consumer.sink;

import java.io.IOException;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.directory.RecoveryException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DamageTest {

    private static final String NAME = "AIR-0-%020d.csv";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | File 0 is missing
            2 | File 0 is missing; 1 more file of this directory is damaged too: 1
            3 | File 0 is missing; 2 more files of this directory are damaged too: 1, 2
            4 | File 0 is missing; 3 more files of this directory are damaged too: 1, 2, 3
            5 | File 0 is missing; 4 more files of this directory are damaged too: 1, 2, 3, …
            """)
    void namesFurtherFiles(int count, String message) throws IOException {
        Damage damage = new Damage();
        for (long i = 0; i < count; i++) {
            String name = NAME.formatted(i);
            damage.check(entry(i), () -> {
                throw new RecoveryException("File " + name + " is missing", 1);
            });
        }

        assertThatExceptionOfType(RecoveryException.class).isThrownBy(damage::report)
            .satisfies((failure) -> assertThat(failure.missingRows()).isEqualTo(count))
            .satisfies((failure) -> assertThat(failure.getMessage().replaceAll("AIR-0-0{19}(.)\\.csv", "$1"))
                .isEqualTo(message));
    }

    private static LedgerEntry entry(long offset) {
        return LedgerEntry.builder("AIR", "AIR", 0, NAME.formatted(offset))
            .nextOffset(offset + 1)
            .rows(1)
            .bytes(4)
            .build();
    }

}
