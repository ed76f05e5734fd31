/**
 * What both services answer alike over HTTP: who may call, and problem details.
 */
@NullMarked
package io.sensorstreams.common.web;

import org.jspecify.annotations.NullMarked;
