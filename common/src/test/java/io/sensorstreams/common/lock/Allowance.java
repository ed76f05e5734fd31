package io.sensorstreams.common.lock;

/**
 * An exception from a rule.
 *
 * @param method class and method that may do so, such as {@code DiskHealth.health}; with
 * {@code *} as the method: all of the class
 * @param call class and method that it may reach, such as {@code Files.write}, or a class
 * alone; {@code *} for all
 * @param reason why this is safe
 */
public record Allowance(String method, String call, String reason) {

    boolean covers(Violation violation) {
        String begin = violation.method().shortName();
        boolean sameMethod = isWide() ? begin.startsWith(this.method.substring(0, this.method.length() - 1))
                : begin.equals(this.method);
        return sameMethod && (this.call.equals("*") || violation.call().shortName().equals(this.call)
                || Call.shortName(violation.call().owner()).equals(this.call));
    }

    /** Whether it is for a whole class. */
    boolean isWide() {
        return this.method.endsWith(".*");
    }

}
