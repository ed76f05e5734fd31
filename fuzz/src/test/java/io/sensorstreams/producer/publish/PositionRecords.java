package io.sensorstreams.producer.publish;

import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.fuzz.StoredValues;
import io.sensorstreams.fuzz.Verify;

/** Records of the topic with the positions of streams. */
public final class PositionRecords implements StoredValues<OwnerRecord> {

    @Override
    public TopicTable.Decoder<OwnerRecord> decoder() {
        return new OwnerRecordDecoder((stream) -> 0);
    }

    @Override
    public String key() {
        return "air";
    }

    @Override
    public String template() {
        return """
                {"stream":"air","origin":"o","topic":"AIR","file":"AIR2308.csv","run":1,"row":4,"bytes":100,"rowsRead":4,
                "rowsSent":3,"rowsRejected":1,"ended":false,"continued":1,"seen":{"size":200,
                "modified":"2026-01-01T00:00:00Z","key":"k","header":1,"bytes":100,"checksum":5,"format":{"dialect":
                {"delimiter":";"},"timeFormat":"iso","alternatives":["x"]},"eventTime":1,"start":3},"clock":{"origin":"c",
                "seek":1,"last":5,"skipped":2},"place":{"file":"A.csv","state":"READING","firstRow":1,"useful":true,
                "time":1,"before":2,"sent":"AAAA"},"report":{"definition":1,"failed":true,"lastError":"e",
                "ratePerSecond":1.5,"lagMillis":3,"nextDue":"2026-01-01T00:00:00Z","at":"2026-01-01T00:00:00Z",
                "eventTime":1,"files":{"waits":"w","passedOver":["B.csv"],"passedOverCount":1}},"faults":{"rejected":
                {"rows":1,"line":2,"reason":"r"},"untimed":{"rows":1,"line":2,"reason":"r"}}}""";
    }

    @Override
    public byte[] write(OwnerRecord value) {
        return (value instanceof StreamStatus status) ? Positions.record(status, 0).value()
                : Positions.record((Ownership) value, 0).value();
    }

    @Override
    public void use(OwnerRecord value) {
        if (!(value instanceof StreamStatus status)) {
            return;
        }
        StreamPosition position = status.position();
        Verify.equal(position.stream(), key(), "stream");
        Verify.that(position.run() >= 1 && position.row() >= 0 && position.bytes() >= 0, () -> "position " + position);
        Verify.that(position.file() == null || !position.file().contains("/"), () -> "file " + position.file());
        position.continued(1L);
        position.inSource();
        status.faultsSince("o");
        if (position.seen() != null) {
            Verify.that(position.seen().unread() <= position.seen().bytes(), () -> "seen " + position.seen());
            position.seen().isUnchanged(position.seen());
        }
    }

    /** Ownerships of partitions, in the same topic. */
    public static final class Owners implements StoredValues<OwnerRecord> {

        private final PositionRecords positions = new PositionRecords();

        @Override
        public TopicTable.Decoder<OwnerRecord> decoder() {
            return this.positions.decoder();
        }

        @Override
        public String key() {
            return "partition/0";
        }

        @Override
        public String template() {
            return "{\"owner\":\"replica-1\",\"applied\":5}";
        }

        @Override
        public byte[] write(OwnerRecord value) {
            return this.positions.write(value);
        }

        @Override
        public void use(OwnerRecord value) {
            Verify.that(((Ownership) value).applied() >= -1, () -> "applied " + value);
        }

    }

}
