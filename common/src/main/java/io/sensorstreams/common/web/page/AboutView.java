package io.sensorstreams.common.web.page;

import org.jspecify.annotations.Nullable;

/**
 * JSON view of the service, for its page.
 *
 * @param service {@code producer} or {@code consumer}
 * @param version version of the service
 * @param instance name of the replica that answered
 * @param peerUrl address of the page of the other service, or null when none is set
 * @param user user of the request, or null when security is off
 * @param securityEnabled whether requests need a user
 */
record AboutView(String service, String version, String instance, @Nullable String peerUrl, @Nullable User user,
        boolean securityEnabled) {

    /**
     * A user.
     *
     * @param name name of the user
     * @param mayWrite whether the user may send requests that change something
     */
    record User(String name, boolean mayWrite) {

    }

}
