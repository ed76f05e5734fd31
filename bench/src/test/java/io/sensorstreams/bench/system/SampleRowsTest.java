package io.sensorstreams.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SampleRowsTest {

    @TempDir
    Path directory;

    private SampleRows rows;

    @BeforeEach
    void readSample() throws IOException {
        this.rows = new SampleRows(Files.writeString(this.directory.resolve("sample.csv"), """
                Time,Station,PM10
                31/01/2024 23:55:00,SVDT1,27.0
                31/01/2024 23:50:00,SVDT3,---
                """));
    }

    @Test
    void repeatsTheSampleAtLaterTimes() throws IOException {
        Path file = this.directory.resolve("rows.csv");
        this.rows.writeCsv(file, 3);
        assertThat(file).hasContent("""
                Time,Station,PM10
                01/01/2020 00:00:00,SVDT1,27.0
                01/01/2020 00:00:01,SVDT3,---
                01/01/2020 00:00:02,SVDT1,27.0
                """);
    }

    @Test
    void writesTheSameRowsAsJson() throws IOException {
        Path file = this.directory.resolve("rows.json");
        this.rows.writeJson(file, 2);
        assertThat(file).hasContent("""
                {"Time":"01/01/2020 00:00:00","Station":"SVDT1","PM10":27.0}
                {"Time":"01/01/2020 00:00:01","Station":"SVDT3","PM10":null}
                """);
    }

}
