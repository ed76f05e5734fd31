package io.sensorstreams.kubernetes;

import java.util.List;

/**
 * Something that holds for all manifests that belong together.
 */
interface Rule {

    /** What breaks the rule, a line each, beginning with the name of the resource. */
    List<String> faults(Manifests manifests);

}
