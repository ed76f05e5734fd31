package io.sensorstreams.launcher.api;

import java.io.IOException;

import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Numbers;
import io.sensorstreams.launcher.view.StreamView;

/** A planned stream has already sent rows of its source to another topic. */
public final class OtherTopicException extends IOException {

    private static final long serialVersionUID = 1;

    OtherTopicException(StreamPlan plan, StreamView found, String address) {
        super(("Stream %s has sent %s rows to topic %s before, and %s belongs to topic %s now: delete the stream to send"
                + " all rows again (curl -X DELETE %s/api/streams/%s), or keep its topic (--topic '%s=%s')")
            .formatted(plan.name(), Numbers.count(found.rowsDone()), found.topic(), plan.file(), plan.topic(), address,
                    plan.name(), plan.file(), found.topic()));
    }

}
