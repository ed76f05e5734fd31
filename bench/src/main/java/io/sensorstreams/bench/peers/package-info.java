/** Which tools are the services compared with, and in which order do they run? */
@NullMarked
package io.sensorstreams.bench.peers;

import org.jspecify.annotations.NullMarked;
