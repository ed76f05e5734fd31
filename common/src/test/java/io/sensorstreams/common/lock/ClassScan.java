package io.sensorstreams.common.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

/** Scans one class file. */
final class ClassScan extends ClassVisitor {

    private final List<String> parents = new ArrayList<>();

    private final Map<String, CompiledMethod> methods = new TreeMap<>();

    private String name = "";

    private boolean isInterface;

    private boolean functional;

    private ClassScan() {
        super(SpringAsmInfo.ASM_VERSION);
    }

    static CompiledClass read(byte[] bytes) {
        ClassScan scan = new ClassScan();
        new ClassReader(bytes).accept(scan, ClassReader.SKIP_FRAMES);
        return new CompiledClass(scan.name, scan.parents, scan.isInterface, scan.functional, scan.methods);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        this.name = name;
        this.isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        if (parent != null) {
            this.parents.add(parent);
        }
        this.parents.addAll(List.of(interfaces));
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        this.functional |= descriptor.equals("Ljava/lang/FunctionalInterface;");
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
            String[] exceptions) {
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
            return null;
        }
        boolean isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
        return new MethodScan(this.name, isSynchronized, (scanned) -> {
            CompiledMethod compiled = scanned.compiled(method, descriptor);
            this.methods.put(compiled.signature(), compiled);
        });
    }

}
