package io.sensorstreams.common.lock;

import java.util.Set;

/**
 * One call in the byte code of a method, or a lambda that the method creates.
 *
 * @param owner internal name of the class or interface that is named in the call, such as
 * {@code java/lang/Thread}
 * @param name name of the method; {@code <init>} of a constructor
 * @param descriptor parameter and result types
 * @param virtual whether the method that runs depends on the object's class
 * @param held names of the locks that the method holds at the call
 * @param taker for a lambda: the method that it is passed to; null for a call, or when it
 * is not passed to a method
 * @param type for a lambda: internal name of its functional interface, or null
 */
record Call(String owner, String name, String descriptor, boolean virtual, Set<String> held, Call taker, String type) {

    boolean isLambda() {
        return this.type != null;
    }

    Call with(Set<String> locks) {
        return new Call(this.owner, this.name, this.descriptor, this.virtual, locks, this.taker, this.type);
    }

    Call handedTo(Call method) {
        return new Call(this.owner, this.name, this.descriptor, this.virtual, this.held, method, this.type);
    }

    /** Whether the method has no parameters. */
    boolean isWithoutArguments() {
        return this.descriptor.startsWith("()");
    }

    /** Returns a name such as {@code Thread.join}. */
    String shortName() {
        return shortName(this.owner) + "." + this.name;
    }

    static String shortName(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }

}
