/**
 * Checks compiled classes: no lock is held during a call that may block.
 */
package io.sensorstreams.common.lock;
