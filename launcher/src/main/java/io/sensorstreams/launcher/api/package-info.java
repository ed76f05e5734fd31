/** How does a run call the services? Contains the REST client and its exceptions. */
@NullMarked
package io.sensorstreams.launcher.api;

import org.jspecify.annotations.NullMarked;
