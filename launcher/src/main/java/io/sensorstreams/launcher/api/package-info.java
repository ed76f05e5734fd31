/**
 * How does a run call the services? Holds the REST client and what it throws.
 */
@NullMarked
package io.sensorstreams.launcher.api;

import org.jspecify.annotations.NullMarked;
