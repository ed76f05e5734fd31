package io.sensorstreams.common.lock;

/**
 * An exception from a rule.
 *
 * @param method class and method with the exception, such as {@code DiskHealth.health}
 * @param call class and method that it may call, such as {@code Files.write}, or only a
 * class
 * @param reason why this is safe
 */
public record Allowance(String method, String call, String reason) {

    boolean covers(Violation violation) {
        return violation.method().shortName().equals(this.method) && (violation.call().shortName().equals(this.call)
                || Call.shortName(violation.call().owner()).equals(this.call));
    }

}
