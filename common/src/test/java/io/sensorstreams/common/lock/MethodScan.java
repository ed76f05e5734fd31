package io.sensorstreams.common.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.sensorstreams.common.lock.Step.Kind;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/** Scans the byte code of one method. */
final class MethodScan extends MethodVisitor {

    private static final Set<String> TAKING = Set.of("lock", "lockInterruptibly", "tryLock", "readLock", "writeLock",
            "tryReadLock", "tryWriteLock");

    private final String owner;

    private final boolean isSynchronized;

    private final Consumer<MethodScan> end;

    private final List<Step> steps = new ArrayList<>();

    private final Map<Label, Integer> labels = new HashMap<>();

    private final List<Handler> handlers = new ArrayList<>();

    /** Locks by the local variable that the compiler keeps them in. */
    private final Map<Integer, String> monitors = new HashMap<>();

    /** Name of the value that was pushed onto the stack last, as a lock. */
    private String onStack = "?";

    /** Last read field with a lock of java.util.concurrent. */
    private String lastLock = "?";

    private int lastVariable = -1;

    /** Handler of exceptions that are thrown between two labels. */
    record Handler(Label start, Label end, Label target) {
    }

    /**
     * Creates the scan.
     * @param end called after the last instruction
     */
    MethodScan(String owner, boolean isSynchronized, Consumer<MethodScan> end) {
        super(SpringAsmInfo.ASM_VERSION);
        this.owner = owner;
        this.isSynchronized = isSynchronized;
        this.end = end;
    }

    CompiledMethod compiled(String name, String descriptor) {
        String own = Call.shortName(this.owner) + ".this";
        return new HeldLocks(this.steps, this.labels, this.handlers).compile(this.owner, name, descriptor,
                this.isSynchronized ? Set.of(own) : Set.of());
    }

    @Override
    public void visitLabel(Label label) {
        this.labels.put(label, this.steps.size());
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        this.handlers.add(new Handler(start, end, handler));
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        this.lastVariable = variable;
        if (opcode == Opcodes.ALOAD) {
            this.onStack = (variable == 0) ? Call.shortName(this.owner) + ".this"
                    : this.monitors.getOrDefault(variable, Call.shortName(this.owner) + ".variable");
        }
        else if (opcode == Opcodes.ASTORE) {
            this.monitors.put(variable, this.onStack);
        }
        this.steps.add(Step.of(Kind.OTHER));
    }

    @Override
    public void visitFieldInsn(int opcode, String fieldOwner, String name, String descriptor) {
        this.onStack = Call.shortName(fieldOwner) + "." + name;
        if (descriptor.startsWith("Ljava/util/concurrent/locks/")) {
            this.lastLock = this.onStack;
        }
        this.steps.add(Step.of(Kind.OTHER));
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.MONITORENTER) {
            this.steps.add(Step.of(Kind.TAKE, this.onStack));
        }
        else if (opcode == Opcodes.MONITOREXIT) {
            this.steps.add(Step.of(Kind.RELEASE, this.monitors.get(this.lastVariable)));
        }
        else if ((opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) || opcode == Opcodes.ATHROW) {
            this.steps.add(Step.of(Kind.END));
        }
        else {
            this.steps.add(Step.of(Kind.OTHER));
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String calledOwner, String name, String descriptor, boolean isInterface) {
        boolean virtual = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
        Call call = new Call(calledOwner, name, descriptor, virtual, Set.of(), null, null);
        handLambdasTo(call);
        if (calledOwner.startsWith("java/util/concurrent/locks/") && !calledOwner.endsWith("LockSupport")) {
            if (TAKING.contains(name) && !descriptor.endsWith(";")) {
                this.steps.add(Step.of(Kind.TAKE, this.lastLock));
                return;
            }
            if (name.startsWith("unlock")) {
                this.steps.add(Step.of(Kind.RELEASE, this.lastLock));
                return;
            }
        }
        this.steps.add(Step.of(call));
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        Call made = Arrays.stream(arguments)
            .filter(Handle.class::isInstance)
            .map(Handle.class::cast)
            .findFirst()
            .map((method) -> new Call(method.getOwner(), method.getName(), method.getDesc(),
                    method.getTag() == Opcodes.H_INVOKEVIRTUAL || method.getTag() == Opcodes.H_INVOKEINTERFACE,
                    Set.of(), null, Type.getReturnType(descriptor).getInternalName()))
            .orElse(null);
        // The concatenation of strings has no method handle.
        this.steps.add((made != null) ? Step.of(made) : Step.of(Kind.OTHER));
    }

    /** A lambda is passed to the next method with a parameter of its type. */
    private void handLambdasTo(Call method) {
        for (int i = 0; i < this.steps.size(); i++) {
            Call made = this.steps.get(i).call();
            if (made != null && made.isLambda() && made.taker() == null
                    && method.descriptor().contains("L" + made.type() + ";")) {
                this.steps.set(i, Step.of(made.handedTo(method)));
            }
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        this.steps.add(Step.of((opcode == Opcodes.GOTO) ? Kind.JUMP : Kind.BRANCH, List.of(label)));
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... cases) {
        visitSwitch(otherwise, cases);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] cases) {
        visitSwitch(otherwise, cases);
    }

    private void visitSwitch(Label otherwise, Label[] cases) {
        List<Label> targets = new ArrayList<>(List.of(cases));
        targets.add(otherwise);
        this.steps.add(Step.of(Kind.JUMP, targets));
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        this.steps.add(Step.of(Kind.OTHER));
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        this.steps.add(Step.of(Kind.OTHER));
    }

    @Override
    public void visitLdcInsn(Object value) {
        this.onStack = (value instanceof Type type) ? Call.shortName(type.getInternalName()) + ".class" : this.onStack;
        this.steps.add(Step.of(Kind.OTHER));
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        this.steps.add(Step.of(Kind.OTHER));
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        this.steps.add(Step.of(Kind.OTHER));
    }

    @Override
    public void visitEnd() {
        this.end.accept(this);
    }

}
