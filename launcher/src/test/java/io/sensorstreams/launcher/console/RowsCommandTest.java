package io.sensorstreams.launcher.console;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowsCommandTest extends ConsoleFixture {

    private static final String SENT = """
            event: row
            data: {"row":"air/1/%d","topic":"AIR","partition":0,"offset":4712,"key":"S1","value":{"Temp":27.0,"Big":1234567890.10},"at":"2026-11-27T03:00:00.123Z"}

            """;

    private static final String WRITTEN = """
            event:row
            data:{"topic":"AIR","partition":0,"offset":4712,"row":null,
            data:"file":"AIR-0-00.csv","line":4711,"text":"31/08/2023,\\u001bS1,27.0"}

            """;

    private static final String SAMPLED = """
            event: idle
            data: {}

            : a comment
            event: sampled
            data: {"skipped":12345}

            """;

    @Test
    void showsRowsThatAreSentAndHowManyAreNot() {
        this.service.answer("GET /api/streams/air/rows?perSecond=5",
                "200 " + SENT.formatted(0) + SAMPLED + SENT.formatted(1));

        assertThat(this.sensor.run("rows", "air", "--per-second", "5", "--limit", "2")).isZero();

        assertThat(this.sensor.lines()).containsExactly("sent AIR[0] air/1/0 {\"Temp\":27.0,\"Big\":1234567890.10}",
                "(up to 12,345 more rows are not shown)", "sent AIR[0] air/1/1 {\"Temp\":27.0,\"Big\":1234567890.10}");
        assertThat(this.sensor.errors()).containsExactly("Watching air, Ctrl-C ends it");
    }

    @Test
    void showsRowsThatAreWritten() {
        this.service.answer("GET /api/partitions",
                "200 [{\"group\":\"archive\",\"topic\":\"AIR\"},{\"group\":\"other\",\"topic\":\"EARTH\"}]");
        this.service.answer("GET /api/partitions/archive/AIR/0/rows?perSecond=20", "200 " + WRITTEN);

        assertThat(this.sensor.run("rows", "AIR", "0", "--limit", "1")).isZero();

        assertThat(this.sensor.lines())
            .containsExactly("written AIR[0] offset 4712 → AIR-0-00.csv line 4711: 31/08/2023,\uFFFDS1,27.0");
        assertThat(this.sensor.errors()).containsExactly("Watching AIR[0], Ctrl-C ends it");
    }

    @Test
    void connectsAgainAfterTheConnectionIsLost() {
        String busy = "503 {\"detail\":\"it starts\"}";
        this.service.answer("GET /api/streams/air/rows?perSecond=20", "200 " + SENT.formatted(0), busy,
                "200 " + SENT.formatted(1));

        assertThat(this.sensor.run("rows", "air", "--limit", "2", "--output", "json")).isZero();

        String host = this.service.address().replace("http://", "");
        assertThat(this.sensor.lines()).hasSize(2).allMatch((line) -> line.startsWith("{\"row\":\"air/1/"));
        assertThat(this.sensor.errors()).containsExactly("Watching air, Ctrl-C ends it",
                "The connection to " + host + " is lost, trying again", "Connected again");
    }

    @Test
    void endsWhenTheStreamIsGoneAfterTheConnectionIsLost() {
        this.service.answer("GET /api/streams/air/rows?perSecond=20", "200 " + SENT.formatted(0),
                "404 {\"detail\":\"There is no stream 'air'\",\"type\":\"x:stream-not-found\"}");

        assertThat(this.sensor.run("rows", "air")).isEqualTo(1);

        assertThat(this.sensor.errors()).endsWith("./sensor: There is no stream 'air'",
                "  ./sensor streams lists the streams");
    }

    @Test
    void namesTheReplicaThatHasThePartition() {
        this.service.answer("GET /api/partitions/g/AIR/0/rows?perSecond=20",
                "409 {\"detail\":\"consumer-1 writes AIR-0\",\"type\":\"urn:sensor-streams:problem:partition-elsewhere\"}");

        assertThat(this.sensor.run("rows", "AIR", "0", "--group", "g")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: consumer-1 writes AIR-0",
                "  --server URL asks the replica that owns it");
    }

    @Test
    void doesNotTryAgainWhenTheFirstConnectionIsRefused() {
        this.service.answer("GET /api/streams/air/rows?perSecond=20", "503 {\"detail\":\"20 watchers are connected\"}");

        assertThat(this.sensor.run("rows", "air")).isEqualTo(1);

        assertThat(this.service.requests()).hasSize(1);
    }

}
