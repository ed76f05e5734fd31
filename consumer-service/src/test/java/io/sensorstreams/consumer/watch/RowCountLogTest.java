package io.sensorstreams.consumer.watch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.status.PartitionStatuses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class RowCountLogTest {

    private final PartitionTaps taps = new PartitionTaps();

    private final RowCountLog log = new RowCountLog(this.taps, mock(PartitionStatuses.class));

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void startLogging() {
        this.lines.start();
        logger().addAppender(this.lines);
    }

    @AfterEach
    void stopLogging() {
        logger().detachAppender(this.lines);
    }

    @Test
    void countsTheNewRowsOfEachPartition() {
        commit(1, 7);
        commit(0, 2);
        commit(0, 3);

        this.log.write();

        assertThat(this.lines.list)
            .allMatch((line) -> line.getLevel() == Level.INFO && line.getMessage().equals("Rows were written"));
        assertThat(this.lines.list).extracting(RowCountLogTest::keys)
            .containsExactly(
                    Map.of("group", "archive", "topic", "AIR", "partition", "0", "rows", "5", "offset", "null"),
                    Map.of("group", "archive", "topic", "AIR", "partition", "1", "rows", "7", "offset", "null"));
    }

    @Test
    void leavesOutPartitionsWithoutNewRows() {
        commit(0, 5);
        commit(1, 5);
        this.log.write();
        this.lines.list.clear();
        commit(1, 2);
        commit(0, 0);

        this.log.write();

        assertThat(this.lines.list).extracting(RowCountLogTest::keys).extracting("partition").containsExactly("1");
    }

    @Test
    void writesOneLineForManyPartitions() {
        for (int partition = 0; partition <= RowCountLog.MOST; partition++) {
            commit(partition, 10);
        }

        this.log.write();

        assertThat(this.lines.list).extracting(RowCountLogTest::keys)
            .isEqualTo(List.of(Map.of("partitions", "21", "rows", "210")));
    }

    private void commit(int partition, long rows) {
        this.taps.of(new PartitionKey("archive", "AIR", partition)).committed(rows, null);
    }

    private static Map<String, String> keys(ILoggingEvent line) {
        Map<String, String> keys = new TreeMap<>();
        line.getKeyValuePairs().forEach((pair) -> keys.put(pair.key, String.valueOf(pair.value)));
        return keys;
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(RowCountLog.class);
    }

}
