/**
 * Which tools are the services compared with, and how do they take turns?
 */
@NullMarked
package io.sensorstreams.bench.peers;

import org.jspecify.annotations.NullMarked;
