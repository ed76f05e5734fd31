package io.sensorstreams.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a run asks of the two services. */
final class SensorApi {

    private static final int POLL_MILLIS = 100;

    private final RestClient producer;

    private final RestClient consumer;

    SensorApi(RestClient producer, RestClient consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    /**
     * Makes the stream be as planned and run, unless it is completed: then it stays so.
     */
    void start(StreamPlan plan, Pace pace) throws IOException, InterruptedException {
        String path = "/api/streams/" + plan.name();
        Optional<StreamView> found = this.producer.find(path, StreamView.class);
        if (found.isPresent() && found.get().state() != StreamView.State.COMPLETED) {
            this.producer.post(path + "/stop");
        }
        StreamView stream = this.producer.put(path, plan.specification(pace), StreamView.class);
        if (stream.state() != StreamView.State.COMPLETED) {
            this.producer.post(path + "/start");
        }
    }

    List<StreamView> streams() throws IOException, InterruptedException {
        return List.of(this.producer.get("/api/streams", StreamView[].class));
    }

    List<PartitionView> partitions() throws IOException, InterruptedException {
        return List.of(this.consumer.get("/api/partitions", PartitionView[].class));
    }

    /** Runs an audit to its end. */
    AuditView audit() throws IOException, InterruptedException {
        String path = this.consumer.post("/api/audits")
            .orElseThrow(() -> new IOException("POST /api/audits was answered without a Location"));
        AuditView audit = this.consumer.get(path, AuditView.class);
        while (audit.state() == AuditView.State.RUNNING) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            audit = this.consumer.get(path, AuditView.class);
        }
        return audit;
    }

}
