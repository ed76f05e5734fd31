/**
 * HTTP configuration of both services. The parts are in the subpackages.
 */
@NullMarked
package io.sensorstreams.common.web;

import org.jspecify.annotations.NullMarked;
