package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows of a simulated partition, and the expected contents of its files. */
final class SimulatedRows {

    private record Row(long offset, String header, String line, byte[] value) {
    }

    private final List<Row> rows = new ArrayList<>();

    /** Values that are no rows, by offset. */
    private final SortedMap<Long, byte[]> malformed = new TreeMap<>();

    private long end;

    /** Adds a row with these columns; each value is the row's number. */
    void add(String... columns) {
        String number = Integer.toString(this.rows.size());
        List<String> cells = List.of(columns).stream().map((column) -> number).toList();
        List<String> members = List.of(columns).stream().map((column) -> '"' + column + "\":" + number).toList();
        this.rows.add(new Row(this.end, String.join(",", columns) + "\n", String.join(",", cells) + "\n",
                ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8)));
        this.end++;
    }

    /** Adds a record that is not a row. */
    void addMalformed() {
        this.malformed.put(this.end, "no row".getBytes(StandardCharsets.UTF_8));
        this.end++;
    }

    /** Offsets of the records that are no rows, in order. */
    List<Long> malformed() {
        return List.copyOf(this.malformed.keySet());
    }

    /** Adds an offset without a record: the marker of a transaction. */
    void addGap() {
        this.end++;
    }

    /** Offset after all rows. */
    long end() {
        return this.end;
    }

    List<ConsumerRecord<byte[], byte[]>> poll(long position, int max) {
        SortedMap<Long, byte[]> values = new TreeMap<>(this.malformed.tailMap(position));
        this.rows.stream()
            .filter((row) -> row.offset() >= position)
            .forEach((row) -> values.put(row.offset(), row.value()));
        return values.entrySet()
            .stream()
            .limit(max)
            .map((value) -> new ConsumerRecord<>(SimulatedKafka.TOPIC, 0, value.getKey(), new byte[0],
                    value.getValue()))
            .toList();
    }

    /** Position of the consumer after it received the records up to this offset. */
    long positionAfter(long offset) {
        return poll(offset + 1, 1).isEmpty() ? this.end : offset + 1;
    }

    /** Expected content of a file with the rows of its columns in a range of offsets. */
    byte[] file(long from, long to) {
        String header = header(from);
        return (header + String.join("", lines(from, to))).getBytes(StandardCharsets.UTF_8);
    }

    /** Header of a file that starts with the row at an offset, or the next row. */
    String header(long from) {
        return this.rows.stream().filter((row) -> row.offset() >= from).map(Row::header).findFirst().orElse("");
    }

    /** Lines of a file with the rows of its columns in a range of offsets. */
    List<String> lines(long from, long to) {
        String header = header(from);
        return this.rows.stream()
            .filter((row) -> row.offset() >= from && row.offset() < to && row.header().equals(header))
            .map(Row::line)
            .toList();
    }

    /** Lines of all rows. */
    List<String> allLines() {
        return this.rows.stream().map(Row::line).toList();
    }

}
