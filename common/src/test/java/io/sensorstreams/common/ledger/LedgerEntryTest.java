package io.sensorstreams.common.ledger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LedgerEntryTest {

    private final LedgerEntry entry = LedgerEntry.builder("g", "T", 3, "T-3-00000000000000000007.csv")
        .nextOffset(9)
        .rows(2)
        .bytes(10)
        .crc32c("0000abcd")
        .sealed(true)
        .owner("c-0")
        .topicId("id")
        .disk("disk")
        .build();

    @Test
    void takesItsFirstOffsetFromTheNameOfTheFile() {
        assertThat(this.entry.firstOffset()).isEqualTo(7);
    }

    @Test
    void keepsWhatItsBuilderDoesNotChange() {
        assertThat(this.entry.toBuilder().build()).isEqualTo(this.entry);
        assertThat(this.entry.toBuilder().rows(1).build()).isEqualTo(LedgerEntry.builder("g", "T", 3, this.entry.file())
            .nextOffset(9)
            .rows(1)
            .bytes(10)
            .crc32c("0000abcd")
            .sealed(true)
            .owner("c-0")
            .topicId("id")
            .disk("disk")
            .build());
    }

    @Test
    void isEmptyAndOpenByDefault() {
        assertThat(LedgerEntry.builder("g", "T", 3, this.entry.file()).build()).isEqualTo(
                new LedgerEntry("g", "T", 3, this.entry.file(), 7, 7, 0, 0, "00000000", false, "", "", "", null));
    }

    @Test
    void hasFewerBytesThanRowsOnlyWhenItIsCompressed() {
        assertThat(LedgerEntry.builder("g", "T", 3, this.entry.file() + ".gz").rows(100).bytes(9).build().bytes())
            .isEqualTo(9);
        LedgerEntry.Builder plain = this.entry.toBuilder().rows(100).bytes(9);
        assertThatIllegalArgumentException().isThrownBy(plain::build)
            .withMessage("'bytes' is '9', expected at least 'rows', 100");
        LedgerEntry.Builder empty = LedgerEntry.builder("g", "T", 3, this.entry.file() + ".zst").rows(100);
        assertThatIllegalArgumentException().isThrownBy(empty::build)
            .withMessage("'bytes' is '0', expected 1 or more for a file with rows");
    }

    @Test
    void refusesInvalidFileNames() {
        LedgerEntry.Builder builder = LedgerEntry.builder("g", "T", 3, "../T-3-00000000000000000007.csv");

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageStartingWith("'file' is '../T-3-");
    }

    @Test
    void isInAStoreWhenItIsKeptAsAnObject() {
        LedgerObject object = new LedgerObject("readings",
                "august/g/T/partition=3/" + LedgerObject.name(this.entry.file(), 255), "\"1\"");
        LedgerEntry stored = this.entry.toBuilder().disk("s3://readings/august/").object(object).build();
        assertThat(this.entry.isInStore()).isFalse();
        assertThat(stored.isInStore()).isTrue();
        assertThat(stored.toBuilder().build().object()).isEqualTo(object);
        assertThat(object.key()).isEqualTo("august/g/T/partition=3/T-3-00000000000000000007-00000000000000ff.csv");
        assertThat(LedgerObject.file(object.key())).hasValue(stored.file());
    }

    @ParameterizedTest
    @ValueSource(strings = { "august/g/T/partition=3/T-3-00000000000000000007.csv",
            "august/g/T/partition=3/T-3-00000000000000000008-00000000000000ff.csv",
            "august/g/T/partition=4/T-3-00000000000000000007-00000000000000ff.csv",
            "september/g/T/partition=3/T-3-00000000000000000007-00000000000000ff.csv" })
    void refusesAnObjectOfAnotherFile(String key) {
        LedgerEntry.Builder builder = this.entry.toBuilder()
            .disk("s3://readings/august/")
            .object(new LedgerObject("readings", key, "\"1\""));
        assertThatIllegalArgumentException().isThrownBy(builder::build)
            .withMessage("'key' is '" + key + "', expected a key of file T-3-00000000000000000007.csv with 16 "
                    + "hexadecimal digits, in bucket 'readings' and store 's3://readings/august/'");
    }

    @Test
    void refusesAnObjectThatIsNotSealed() {
        LedgerEntry.Builder builder = this.entry.toBuilder()
            .sealed(false)
            .object(new LedgerObject("readings", "a/" + this.entry.file(), "\"1\""));
        assertThatIllegalArgumentException().isThrownBy(builder::build)
            .withMessage("'sealed' is 'false', expected true for a file in an object store");
    }

    @Test
    void isOfEachTopicWhenItsTopicIsNotKnown() {
        assertThat(this.entry.isOfTopic("id")).isTrue();
        assertThat(this.entry.isOfTopic("other")).isFalse();
        assertThat(this.entry.toBuilder().topicId("").build().isOfTopic("other")).isTrue();
    }

}
