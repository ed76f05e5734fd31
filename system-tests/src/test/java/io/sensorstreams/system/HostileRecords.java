package io.sensorstreams.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Creates records that the services never write. The same seed creates the same records.
 * A record for a topic of rows may be a valid row, but never one with the columns of the
 * readings of the tests. A record for an internal topic of the services is never valid.
 */
final class HostileRecords {

    /** Largest value or key of most records, in bytes. */
    private static final int USUAL = 4_000;

    private final Random random;

    private final List<Supplier<byte @Nullable []>> values = List.of(() -> null, () -> new byte[0], () -> bytes(USUAL),
            () -> utf8("not JSON, \"but\" text\n"), () -> utf8(scalar()), () -> utf8("[".repeat(1 + number(5_000))),
            () -> utf8("{\"a\":".repeat(1 + number(5_000))),
            () -> utf8("{\"h\":" + "[".repeat(300) + "]".repeat(300) + "}"), () -> utf8("{}"),
            () -> utf8("{\"h1\":1,\"h1\":2}"), () -> utf8("{\"h" + number(5) + "\":" + scalar() + "}"),
            () -> utf8("{\"h,\\\"\\n\":\"a\\\",\\r\\n\\u0000b\",\"\":\"\\ud800\"}"),
            () -> utf8("{\"h\":\"" + "x".repeat(number(100_000)) + "\"}"), () -> utf8("{\"h\":1} {\"h\":2}"),
            () -> utf8("{\"h\":1"), () -> utf8("\uFEFF{\"h\":1}"), this::invalidUtf8,
            () -> utf8(columns((number(20) == 0) ? 10_000 : 200)));

    HostileRecords(long seed) {
        this.random = new Random(seed);
    }

    private int number(int bound) {
        return this.random.nextInt(bound);
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(number(choices.size()));
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[number(most)];
        this.random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String scalar() {
        return oneOf(List.of("null", "true", "7", "-0", "007", "1e999999", "1e-999", "NaN", "\"x\"", "\"\"", "[1,2]",
                "{\"n\":1}", "9".repeat(1 + number(300)), "'x'"));
    }

    private byte[] invalidUtf8() {
        byte[] value = utf8("{\"h\":\"....\"}");
        value[7 + number(3)] = (byte) (0x80 + number(0x80));
        return value;
    }

    private String columns(int most) {
        return IntStream.range(0, 1 + number(most))
            .mapToObj((column) -> "\"h" + column + "\":" + column)
            .collect(Collectors.joining(",", "{", "}"));
    }

    /** Creates a record for a topic of rows. */
    ProducerRecord<byte[], byte[]> row(String topic, int partitions) {
        byte[] key = oneOf(List.<Supplier<byte @Nullable []>>of(() -> null, () -> new byte[0], () -> bytes(USUAL),
                () -> utf8("SVDT1"), () -> utf8("\"\n\u0000")))
            .get();
        // Kafka removes a segment that has only old records before it can be audited.
        Long timestamp = (number(4) == 0) ? (long) number(Integer.MAX_VALUE) : null;
        return new ProducerRecord<>(topic, number(partitions), timestamp, key, oneOf(this.values).get(), headers());
    }

    private List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        if (number(2) == 0) {
            headers.add(new RecordHeader("row",
                    oneOf(List.<Supplier<byte @Nullable []>>of(() -> null, () -> new byte[0], () -> bytes(USUAL),
                            () -> utf8("good/1/" + number(1_000)), () -> utf8("good/-1/-5"),
                            () -> utf8("good/99999999999999999999/1"), () -> utf8("/".repeat(USUAL)),
                            () -> utf8("x/1/9223372036854775807")))
                        .get()));
        }
        if (number(20) == 0) {
            IntStream.range(0, number(300))
                .forEach((number) -> headers.add(new RecordHeader((number % 7 == 0) ? "" : "h" + number % 50,
                        (number % 5 == 0) ? null : bytes(50))));
        }
        return headers;
    }

    /** Creates a record for the topic of the ledger. */
    ProducerRecord<byte[], byte[]> ledger(String topic, int partitions, String sink) {
        int partition = number(4);
        String file = "%s-%d-%020d.csv".formatted(sink, partition, number(1_500));
        String valid = ("{'group':'%1$s','topic':'%1$s','partition':%2$d,'file':'%3$s','firstOffset':%4$s,"
                + "'nextOffset':99999999,'rows':3,'bytes':7,'crc32c':'00000000','sealed':false,"
                + "'owner':'consumer-0','topicId':'','disk':''}")
            .formatted(sink, partition, file, file.replaceAll(".*-0*(\\d+)\\.csv", "$1"))
            .replace('\'', '"');
        String path = oneOf(List.of("../../../../canary", "../canary", "/tmp/canary", ".disk", ".lock", "",
                "..\\canary", file + "/../../../canary", "a\u0000b", "x".repeat(300)));
        String entry = oneOf(List.of(valid.replace(file, path.replace("\\", "\\\\").replace("\u0000", "\\u0000")),
                without(valid), valid.replaceAll("\"(bytes|rows|nextOffset)\":", "\"$1\":-"),
                valid.replace(":7,", ":" + scalarButNumber() + ","), valid.replace("\"00000000\"", "\"0\""),
                valid.replace("\"owner\":\"", "\"owner\":\"" + "o".repeat(20_000)), valid.replace("99999999", "1e99"),
                valid.replaceAll("(\"group\"):\"[A-Z]+\"", "$1:null"), notAnObject()));
        return internal(topic, partitions,
                oneOf(List.of(sink + "/" + sink + "/" + partition + "/" + path,
                        sink + "/" + sink + "/" + partition + "/" + file, "", "/".repeat(number(2_000)), "key")),
                entry);
    }

    /** Creates a record for the topic of the definitions. */
    ProducerRecord<byte[], byte[]> definition(String topic, int partitions) {
        String name = "hostile-" + number(50);
        String valid = ("{'spec':{'name':'%s','topic':'AIR','source':{'type':'csv','file':'AIR.csv'},"
                + "'pace':{'type':'unlimited'}},'wanted':'RUNNING','origin':'x'}")
            .formatted(name)
            .replace('\'', '"');
        String value = oneOf(List.of(valid.replace("AIR.csv", "../../canary.csv"),
                valid.replace("\"AIR\"", "\"sensor-ledger\""), valid.replace("\"RUNNING\"", scalarButNumber()),
                valid.replace(":\"csv\"", ":\"exec\""), valid.replaceAll("\"spec\":.*,\"wanted\"", "\"wanted\""),
                valid.replace(name, "other"), valid.replace("\"origin\":\"x\"", "\"origin\":null"), notAnObject()));
        return internal(topic, partitions, oneOf(List.of(name, name, "", "a/b", "..", "\uFFFD")), value);
    }

    /** Creates a record for the topic of the positions. */
    ProducerRecord<byte[], byte[]> position(String topic, int partitions) {
        String name = "hostile-" + number(50);
        String valid = ("{'stream':'%s','origin':'x','topic':'AIR','run':1,'row':7,'bytes':9,'rowsRead':7,"
                + "'rowsSent':7,'rowsRejected':0,'ended':false}")
            .formatted(name)
            .replace('\'', '"');
        String value = oneOf(List.of(valid.replace("\"row\":7", "\"row\":-7"), valid.replace("\"run\":1", "\"run\":0"),
                valid.replace("\"bytes\":9", "\"bytes\":1e99"), valid.replace("\"ended\":false", "\"ended\":7"),
                valid.replace("\"AIR\"", "\"../AIR\""), valid.replace(name, "other"), "{\"applied\":-7}",
                "{\"owner\":{},\"applied\":1}", notAnObject()));
        return internal(topic, partitions,
                oneOf(List.of(name, name, "", "partition/0", "partition/-1", "partition/99999999999", "a/b")), value);
    }

    private String without(String valid) {
        List<String> fields = List.of("group", "topic", "partition", "file", "nextOffset", "bytes", "crc32c", "owner");
        return valid.replace("\"" + oneOf(fields) + "\":", "\"other\":");
    }

    private String scalarButNumber() {
        return oneOf(List.of("null", "true", "\"7\"", "[7]", "{}", "7.5"));
    }

    private String notAnObject() {
        return oneOf(List.of("{}", "null", "[]", "7", "", "not JSON", "{\"group\":", "{}{}", "[".repeat(2_000),
                "{\"a\":" + "9".repeat(2_000) + "}", "{\"formatVersion\":2}", " ".repeat(20_000) + "{}"));
    }

    private ProducerRecord<byte[], byte[]> internal(String topic, int partitions, String key, String value) {
        byte[] rawKey = (number(20) == 0) ? bytes(100) : utf8(key);
        byte[] rawValue = (number(20) == 0) ? bytes(USUAL) : utf8(value);
        return new ProducerRecord<>(topic, number(partitions), (number(50) == 0) ? null : rawKey, rawValue, headers());
    }

}
