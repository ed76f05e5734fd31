/**
 * Sets up HTTP alike in both services. The parts are in the packages below.
 */
@NullMarked
package io.sensorstreams.common.web;

import org.jspecify.annotations.NullMarked;
