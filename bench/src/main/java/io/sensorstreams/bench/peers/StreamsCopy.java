package io.sensorstreams.bench.peers;

import java.io.IOException;

import io.sensorstreams.bench.programs.TopicCopier;
import io.sensorstreams.bench.system.Lab;

/** Kafka Streams that copies a topic to another, exactly once. */
public final class StreamsCopy implements AutoCloseable {

    private static final String APPLICATION = "streams-copy";

    private final PeerProcess process;

    /** Creates both topics, starts the copy and waits until it has its partitions. */
    public StreamsCopy(Lab lab, String from, String to, int commitMillis) throws IOException, InterruptedException {
        lab.createTopic(from, Lab.PARTITIONS);
        lab.createTopic(to, Lab.PARTITIONS);
        this.process = new PeerProcess(lab, APPLICATION, TopicCopier.class, lab.bootstrapServers(), from, to,
                String.valueOf(commitMillis), lab.directory().resolve("streams-state").toString(), APPLICATION);
        lab.awaitMembers(APPLICATION);
    }

    @Override
    public void close() throws IOException {
        this.process.close();
    }

}
