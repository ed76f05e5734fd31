package io.sensorstreams.launcher.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RowCommandTest extends ConsoleFixture {

    private static final String FOUND = """
            {"topic":"AIR","partition":0,"offset":4715,"timestamp":"2026-01-31T12:00:00Z","key":"SVDT1","row":"air/2/4711",
             "value":"{}","valueBytes":2,"groups":[
              {"group":"AIR","state":"COMMITTED","file":"AIR-0-00.csv","line":4713,"bytePosition":280123,"owner":"consumer-0","lag":null,"reason":null},
              {"group":"copy","state":"NOT_WRITTEN","file":null,"line":null,"bytePosition":null,"owner":null,"lag":9,"reason":"It writes the row later"}]}""";

    @Test
    void showsWhereARowIs() {
        this.service.answer("GET /api/rows?topic=AIR&stream=air&row=4711", "200 " + FOUND);

        assertThat(this.sensor.set("SENSOR_CONSUMER_URL", this.service.address()).run("row", "AIR", "air/4711"))
            .isZero();

        assertThat(this.sensor.lines()).containsExactly(
                "row         topic  partition  offset  sent at               key",
                "air/2/4711  AIR            0   4,715  2026-01-31T12:00:00Z  SVDT1", "",
                "group  state        file           line     byte  written by",
                "AIR    COMMITTED    AIR-0-00.csv  4,713  280,123  consumer-0",
                "copy   NOT_WRITTEN  -                 -        -  -", "copy: It writes the row later");
    }

    @Test
    void asksByOffset() {
        this.service.answer("GET /api/rows?topic=AIR&offset=4715&partition=0&group=AIR", "200 " + FOUND);
        this.sensor.set("SENSOR_CONSUMER_URL", this.service.address());

        assertThat(this.sensor.run("row", "AIR", "--offset", "4715", "--partition", "0", "--group", "AIR", "--output",
                "json"))
            .isZero();

        assertThat(this.sensor.out()).isEqualTo(FOUND + "\n");
    }

    @Test
    void asksForARun() {
        this.service.answer("GET /api/rows?topic=AIR&stream=air&run=1&row=4711",
                "404 {\"type\":\"urn:sensor-streams:problem:row-not-found\",\"detail\":\"Topic AIR has no row\"}");
        this.sensor.set("SENSOR_CONSUMER_URL", this.service.address());

        assertThat(this.sensor.run("row", "AIR", "air/1/4711")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: Topic AIR has no row");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AIR                     | expected either a row, such as air/4711, or --offset
            AIR air/1 --offset 7    | expected either a row, such as air/4711, or --offset
            AIR air                 | the row is 'air', expected STREAM/NUMBER or STREAM/RUN/NUMBER
            AIR air/one             | the row is 'air/one', expected STREAM/NUMBER or STREAM/RUN/NUMBER
            """)
    void refusesOtherUsage(String arguments, String reason) {
        assertThat(this.sensor.run(("row " + arguments).split(" +"))).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly("./sensor: " + reason + "; see ./sensor row --help");
    }

}
