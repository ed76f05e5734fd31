/** Checks the manifests in {@code k8s/} as kustomize renders them. */
@NullMarked
package io.sensorstreams.kubernetes;

import org.jspecify.annotations.NullMarked;
