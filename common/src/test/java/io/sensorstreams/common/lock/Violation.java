package io.sensorstreams.common.lock;

import java.util.List;

/**
 * A call that violates a rule.
 *
 * @param method method where the path begins
 * @param what what the method does, such as {@code holds Ledger.this}
 * @param way methods on the path to the call
 * @param call the call
 * @param objection kind of the called method
 */
record Violation(CompiledMethod method, String what, List<String> way, Call call, String objection) {

    @Override
    public String toString() {
        return "%s %s and calls %s, %s (%s)".formatted(this.method.shortName(), this.what, this.call.shortName(),
                this.objection, String.join(" > ", this.way));
    }

}
