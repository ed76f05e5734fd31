package io.sensorstreams.common.lock;

import java.util.List;
import java.util.Map;

/**
 * Compiled class or interface.
 *
 * @param name internal name
 * @param parents internal names of its superclass and its interfaces
 * @param isInterface whether it is an interface
 * @param functional whether it is marked as a functional interface
 * @param methods its methods with code, by name and descriptor
 */
record CompiledClass(String name, List<String> parents, boolean isInterface, boolean functional,
        Map<String, CompiledMethod> methods) {

    CompiledClass {
        parents = List.copyOf(parents);
        methods = Map.copyOf(methods);
    }

}
