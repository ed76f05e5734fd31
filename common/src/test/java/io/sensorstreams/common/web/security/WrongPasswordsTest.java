package io.sensorstreams.common.web.security;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WrongPasswordsTest {

    private Instant now = Instant.parse("2026-01-31T12:00:00Z");

    private final WrongPasswords wrong = new WrongPasswords(() -> this.now);

    @Test
    void slowsAnAddressAfterSomeWrongPasswords() {
        assertThat(IntStream.range(0, 9).anyMatch((i) -> this.wrong.add("10.0.0.1"))).isFalse();
        assertThat(this.wrong.wait("10.0.0.1")).isZero();

        assertThat(this.wrong.add("10.0.0.1")).isTrue();

        assertThat(this.wrong.wait("10.0.0.1")).isEqualTo(Duration.ofSeconds(10));
        assertThat(this.wrong.wait("10.0.0.2")).isZero();
    }

    @Test
    void allowsOneMoreAttemptAfterEachSpan() {
        IntStream.range(0, 10).forEach((i) -> this.wrong.add("10.0.0.1"));

        this.now = this.now.plusSeconds(10);

        assertThat(this.wrong.wait("10.0.0.1")).isZero();
        this.wrong.add("10.0.0.1");
        assertThat(this.wrong.wait("10.0.0.1")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void forgetsAnAddressWithoutFurtherAttempts() {
        IntStream.range(0, 10).forEach((i) -> this.wrong.add("10.0.0.1"));

        this.now = this.now.plusSeconds(100);

        assertThat(IntStream.range(0, 9).anyMatch((i) -> this.wrong.add("10.0.0.1"))).isFalse();
        assertThat(this.wrong.wait("10.0.0.1")).isZero();
    }

    @Test
    void limitsTheWait() {
        IntStream.range(0, 100_000).forEach((i) -> this.wrong.add("10.0.0.1"));
        assertThat(this.wrong.wait("10.0.0.1")).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void countsANetworkOfOneOwnerAsOneAddress() {
        IntStream.range(0, 10).forEach((i) -> this.wrong.add("2001:db8:0:1::" + i));
        assertThat(this.wrong.wait("2001:db8:0:1:ffff::9")).isPositive();
        assertThat(this.wrong.wait("2001:db8:0:2::9")).isZero();
    }

    @Test
    void countsAllFormsOfAnAddressAsOne() {
        IntStream.range(0, 10).forEach((i) -> this.wrong.add("::ffff:10.0.0.1"));
        assertThat(this.wrong.wait("10.0.0.1")).isPositive();
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        IntStream.range(0, 50_000).forEach((i) -> this.wrong.add("10.0." + i / 250 + "." + i % 250));
        assertThat(this.wrong.size()).isEqualTo(WrongPasswords.MAX_ADDRESSES);
    }

}
