package io.sensorstreams.common.lock;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiled method.
 *
 * @param owner internal name of its class
 * @param name name of the method
 * @param descriptor parameter and result types
 * @param calls calls and lambdas, in the order of the byte code
 * @param locks names of the locks that it acquires
 * @param nested names of the locks that it acquires directly while it holds the lock of
 * the key
 * @param kept names of the locks that it acquires and never releases
 */
record CompiledMethod(String owner, String name, String descriptor, List<Call> calls, Set<String> locks,
        Map<String, Set<String>> nested, Set<String> kept) {

    String signature() {
        return this.name + this.descriptor;
    }

    /**
     * Returns a name such as {@code Ledger.start}; a lambda has the name of the enclosing
     * method.
     */
    String shortName() {
        String named = this.name.startsWith("lambda$") ? this.name.split("\\$")[1] : this.name;
        return Call.shortName(this.owner) + "." + named;
    }

}
