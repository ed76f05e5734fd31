/**
 * What both services answer alike over HTTP: problem details.
 */
@NullMarked
package io.sensorstreams.common.web;

import org.jspecify.annotations.NullMarked;
