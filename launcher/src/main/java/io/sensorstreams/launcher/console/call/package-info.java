/**
 * How is a service called, and what does the user read when that fails?
 */
@NullMarked
package io.sensorstreams.launcher.console.call;

import org.jspecify.annotations.NullMarked;
