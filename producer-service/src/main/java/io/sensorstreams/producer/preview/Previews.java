package io.sensorstreams.producer.preview;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.csv.FarStartException;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.UnfitDialectException;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.RecordLimit;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.row.SourceException;

import org.springframework.stereotype.Component;

/**
 * Makes previews with the classes that a stream uses: the same checks, source, records
 * and limits. Creates and sends nothing. Thread-safe.
 */
@Component
class Previews {

    private static final int AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MAX_ROWS = 100;

    private static final String UNNAMED = "preview";

    private static final String FILE = "source.file";

    private static final String DIALECT = "source.dialect";

    private static final String PATTERN = "source.pattern";

    private static final String ORDER = "source.order";

    private final StreamRegistry streams;

    private final Positions positions;

    private final DataDirectory directory;

    private final TopicPartitions topics;

    private final ProducerClients clients;

    private final Semaphore places = new Semaphore(AT_ONCE);

    Previews(StreamRegistry streams, Positions positions, DataDirectory directory, TopicPartitions topics,
            ProducerClients clients) {
        this.streams = streams;
        this.positions = positions;
        this.directory = directory;
        this.topics = topics;
        this.clients = clients;
    }

    /**
     * Previews the stream of a file that the path names. A fault of the file is one of
     * the path's parameter.
     */
    PreviewView ofFile(StreamSpec spec, int rows) throws ReadFailedException {
        try {
            this.streams.check(spec, false);
            return preview(spec, rows);
        }
        catch (InvalidStreamException e) {
            String fault = e.errors().get(FILE);
            String dialectFault = e.errors().get(DIALECT);
            if (fault != null) {
                throw new InvalidStreamException(Map.of("name", fault));
            }
            throw (dialectFault != null) ? new InvalidStreamException(Map.of("dialect", dialectFault)) : e;
        }
    }

    /**
     * Previews a stream that begins with its first row.
     * @param spec annotations are validated already; may have no name
     * @param rows most records
     * @throws InvalidStreamException when the stream cannot be created, its source is
     * invalid, or too much must be read before the first row
     * @throws ReadFailedException when the file system fails
     */
    PreviewView of(StreamSpec spec, int rows) throws ReadFailedException {
        this.streams.check(spec, true);
        return preview(spec, rows);
    }

    private PreviewView preview(StreamSpec spec, int rows) throws ReadFailedException {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new InvalidStreamException(Map.of("rows", "must be from 1 to " + MAX_ROWS + ", not " + rows));
        }
        enter();
        try {
            return read((spec.name() != null) ? spec : spec.named(UNNAMED), rows);
        }
        catch (FarStartException e) {
            throw new InvalidStreamException(Map.of(ORDER,
                    "is 'reversed', which has no preview here: " + e.getMessage() + "; the stream can be created"));
        }
        catch (ReadFailedException e) {
            throw e;
        }
        catch (UnfitDialectException e) {
            throw new InvalidStreamException(Map.of(DIALECT, String.valueOf(e.getMessage())));
        }
        catch (SourceException e) {
            String field = spec.source().fileName().isPresent() ? FILE : PATTERN;
            throw new InvalidStreamException(Map.of(field, String.valueOf(e.getMessage())));
        }
        catch (IOException e) {
            throw new ReadFailedException("The source of a preview cannot be read", e);
        }
        finally {
            this.places.release();
        }
    }

    private PreviewView read(StreamSpec spec, int rows) throws IOException {
        OptionalInt partitions = (spec.partitioning() != Partitioning.SPREAD) ? this.topics.of(spec.topic())
                : OptionalInt.empty();
        long run = StreamDefinition.create(spec, Instant.EPOCH).position(this.positions.find(spec.name())).run();
        RecordLimit limit = RecordLimit.ofRequest(this.clients.maxRequestSize());
        PreviewRecords records = new PreviewRecords(spec, run, partitions, limit);
        try (Rows source = spec.source().openStart(this.directory, spec.topic(), PreviewReading.MAX_TEXT)) {
            return new PreviewReading(spec, source, records, limit).read(rows,
                    spec.source().firstFile(this.directory).orElse(null));
        }
    }

    private void enter() {
        try {
            if (!this.places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PreviewBusyException(AT_ONCE);
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreviewBusyException(AT_ONCE);
        }
    }

}
