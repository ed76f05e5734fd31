package io.sensorstreams.kubernetes;

import java.util.List;

/** Rule for all manifests of one deployment. */
interface Rule {

    /** Returns the faults, one line each. A line begins with the name of the resource. */
    List<String> faults(Manifests manifests);

}
