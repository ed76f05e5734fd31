package io.sensorstreams.launcher.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.launcher.plan.Pace;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Numbers;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Patience.Wait;
import io.sensorstreams.launcher.view.AuditView;
import io.sensorstreams.launcher.view.GroupView;
import io.sensorstreams.launcher.view.PartitionView;
import io.sensorstreams.launcher.view.SourceView;
import io.sensorstreams.launcher.view.StreamView;

/** Calls the REST operations of both services that a run needs. */
public final class SensorApi {

    private final RestClient producer;

    private final RestClient consumer;

    private final Patience patience;

    public SensorApi(RestClient producer, RestClient consumer, Patience patience) {
        this.producer = producer;
        this.consumer = consumer;
        this.patience = patience;
    }

    /**
     * Creates or replaces the stream as planned and starts it. A stream that has sent all
     * of its rows stays COMPLETED. Waits while the service is not able to answer yet.
     * @throws RefusedException when the service rejects the stream
     * @throws OtherTopicException when rows of the stream are in another topic
     */
    public void start(StreamPlan plan, Pace pace) throws StartException, IOException, InterruptedException {
        Wait wait = this.patience.on("producer-service to start stream " + plan.name());
        while (true) {
            try {
                tryToStart(plan, pace);
                return;
            }
            catch (NotNowException e) {
                wait.pause(String.valueOf(e.getMessage()));
            }
            catch (RefusedException e) {
                // Another client started the stream after it was stopped here.
                if (!e.is("stream-running")) {
                    throw e;
                }
                wait.pause(e.detail());
            }
        }
    }

    private void tryToStart(StreamPlan plan, Pace pace) throws StartException, IOException, InterruptedException {
        String path = "/api/streams/" + plan.name();
        Optional<StreamView> found = this.producer.find(path, StreamView.class);
        if (found.isPresent()) {
            requireTopic(plan, found.get());
            if (found.get().state() != StreamView.State.COMPLETED) {
                this.producer.post(path + "/stop");
            }
        }
        this.producer.put(path, plan.specification(pace), StreamView.class);
        try {
            this.producer.post(path + "/start");
        }
        catch (RefusedException e) {
            if (!e.is("stream-completed")) {
                throw e;
            }
        }
    }

    private void requireTopic(StreamPlan plan, StreamView found) throws OtherTopicException {
        if (!found.topic().equals(plan.topic()) && found.rowsDone() > 0) {
            throw new OtherTopicException(plan, found, this.producer.address());
        }
    }

    public List<StreamView> streams() throws StartException, IOException, InterruptedException {
        return List.of(this.producer.get("/api/streams", StreamView[].class));
    }

    /** Returns what the streams read. */
    public List<SourceView> sources() throws StartException, IOException, InterruptedException {
        return List.of(this.producer.get("/api/streams", SourceView[].class));
    }

    public List<PartitionView> partitions() throws StartException, IOException, InterruptedException {
        return List.of(this.consumer.get("/api/partitions", PartitionView[].class));
    }

    public List<GroupView> groups() throws StartException, IOException, InterruptedException {
        return List.of(this.consumer.get("/api/listeners", GroupView[].class));
    }

    /**
     * Runs an audit of all groups and waits for its result. Always starts a new audit:
     * one that is already running may have begun before the last rows were written.
     */
    public AuditView audit() throws StartException, IOException, InterruptedException {
        Wait wait = this.patience.on("the audit");
        for (AuditView other : this.consumer.get("/api/audits", AuditView[].class)) {
            if (other.state() == AuditView.State.RUNNING) {
                toItsEnd(other.path(), wait);
            }
        }
        return toItsEnd(begin(wait), wait);
    }

    private String begin(Wait wait) throws StartException, IOException, InterruptedException {
        while (true) {
            try {
                return this.consumer.post("/api/audits")
                    .orElseThrow(() -> new IOException("POST /api/audits was answered without a Location"));
            }
            catch (NotNowException e) {
                wait.pause(String.valueOf(e.getMessage()));
            }
        }
    }

    private AuditView toItsEnd(String path, Wait wait) throws StartException, IOException, InterruptedException {
        AuditView audit = this.consumer.get(path, AuditView.class);
        while (audit.state() == AuditView.State.RUNNING) {
            AuditView.Reading reading = audit.progress();
            wait.pause((reading == null) ? ""
                    : Numbers.count(reading.rowsRead()) + " of " + Numbers.count(reading.rowsTotal()) + " rows read");
            audit = this.consumer.get(path, AuditView.class);
        }
        return audit;
    }

}
