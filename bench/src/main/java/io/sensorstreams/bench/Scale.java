package io.sensorstreams.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many streams on one producer-service, many partitions on one consumer-service. */
final class Scale {

    private Scale() {
    }

    /**
     * Measures both.
     * @return what the audits have to complain about
     */
    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>(ManyStreams.measure(lab, report));
        faults.addAll(ManyPartitions.measure(lab, sizes, report));
        return faults;
    }

}
