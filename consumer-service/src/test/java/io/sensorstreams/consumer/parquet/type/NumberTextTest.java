package io.sensorstreams.consumer.parquet.type;

import java.math.BigDecimal;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class NumberTextTest {

    private static final long SEED = 42;

    private final NumberText number = new NumberText();

    private boolean scan(String text) {
        byte[] bytes = (":" + text + ",").getBytes(US_ASCII);
        return this.number.scan(bytes, 1, bytes.length - 1);
    }

    private boolean unscale(String text, int scale) {
        byte[] bytes = (":" + text + ",").getBytes(US_ASCII);
        return this.number.unscale(bytes, 1, bytes.length - 1, scale);
    }

    @ParameterizedTest
    @CsvSource({ "0,0,0", "-0,0,0", "27.0,2,1", "0.05,0,2", "-12.345,2,3", "1.5e3,4,0", "1E-3,0,3", "1e37,38,0",
            "0e400,0,0", "0.0e-400,0,0", "99999999999999999999999999999999999999,38,0",
            "1.00000000000000000000000000000000000000000,1,0", "1.50000000000000000000000000000000000000000,1,1" })
    void countsDigits(String text, int integers, int scale) {
        assertThat(scan(text)).isTrue();
        assertThat(this.number.integers()).isEqualTo(integers);
        assertThat(this.number.scale()).isEqualTo(scale);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e38", "1e-39", "1e400", "1e999999999", "1e-999999999", "1e99999999999", "-1e2147483647",
            "1e-2147483648", "100000000000000000000000000000000000000", "0.123456789012345678901234567890123456789" })
    void refusesMoreDigitsThanADecimalHas(String text) {
        assertThat(scan(text)).isFalse();
        byte[] bytes = text.getBytes(US_ASCII);
        assertThat(NumberText.scaled(bytes, 0, bytes.length, 0)).isNull();
        assertThat(unscale(text, 0)).isFalse();
    }

    @Test
    void refusesVeryLongTextsAtOnce() {
        assertThat(scan("1." + "0".repeat(1_000_000))).isFalse();
        assertThat(scan("1" + "0".repeat(1_000_000))).isFalse();
        assertThat(scan("1e" + "0".repeat(1_000_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "27.0,1,270", "27,1,270", "27.00,1,270", "-0.05,2,-5", "1.5e3,2,150000", "0,18,0",
            "999999999999999999,0,999999999999999999", "-0.999999999999999999,18,-999999999999999999" })
    void computesTheUnscaledValue(String text, int scale, long unscaled) {
        assertThat(unscale(text, scale)).isTrue();
        assertThat(this.number.unscaled()).isEqualTo(unscaled);
    }

    @ParameterizedTest
    @CsvSource({ "0.05,1", "1e-3,2", "1000000000000000000,0", "1e18,0", "10,17", "1,18", "999999999999999999,1" })
    void refusesToLoseDigits(String text, int scale) {
        assertThat(unscale(text, scale)).isFalse();
    }

    @Test
    void agreesWithBigDecimal() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            String text = randomNumber(random);
            int scale = random.nextInt(19);
            BigDecimal exact = new BigDecimal(text);
            boolean fits = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= scale
                    && exact.precision() - exact.scale() + scale <= NumberText.DIGITS_OF_LONG;
            assertThat(unscale(text, scale)).as("%s at scale %d, seed %d", text, scale, SEED).isEqualTo(fits);
            if (fits) {
                assertThat(BigDecimal.valueOf(this.number.unscaled(), scale)).as(text).isEqualByComparingTo(exact);
            }
            if (scan(text)) {
                BigDecimal stripped = exact.stripTrailingZeros();
                assertThat(this.number.scale()).as(text).isGreaterThanOrEqualTo(Math.max(0, stripped.scale()));
                assertThat(this.number.integers()).as(text)
                    .isEqualTo((exact.signum() == 0) ? 0 : Math.max(0, exact.precision() - exact.scale()));
            }
        }
    }

    private static String randomNumber(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        int digits = random.nextInt(20);
        text.append((digits == 0) ? "0" : Integer.toString(1 + random.nextInt(9)));
        for (int i = 1; i < digits; i++) {
            text.append((random.nextInt(3) == 0) ? 0 : random.nextInt(10));
        }
        if (random.nextBoolean()) {
            text.append('.');
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(random.nextBoolean() ? 0 : random.nextInt(10));
            }
        }
        if (random.nextInt(4) == 0) {
            text.append(random.nextBoolean() ? "e" : "E-").append(random.nextInt(12));
        }
        return text.toString();
    }

}
