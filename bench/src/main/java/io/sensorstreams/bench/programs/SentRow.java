package io.sensorstreams.bench.programs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Row that is sent as the producer-service sends it: by its station, with its number. */
record SentRow(byte[] station, byte[] json) {

    private static final Pattern STATION = Pattern.compile("\"Station\":\"([^\"]*)\"");

    static SentRow of(String json) {
        Matcher station = STATION.matcher(json);
        if (!station.find()) {
            throw new IllegalArgumentException("Expected a row with a Station: " + json);
        }
        return new SentRow(station.group(1).getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
    }

    ProducerRecord<byte[], byte[]> record(String topic, long number) {
        byte[] identity = (topic + "/1/" + number).getBytes(StandardCharsets.US_ASCII);
        return new ProducerRecord<>(topic, null, this.station, this.json, List.of(new RecordHeader("row", identity)));
    }

}
