/**
 * Checks on compiled classes that no lock is held while something may block.
 */
package io.sensorstreams.common.lock;
