package io.sensorstreams.common.lock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Classes of one or more modules; resolves the methods that a call may run. */
final class Program {

    private final Map<String, CompiledClass> classes = new TreeMap<>();

    /** Classes whose methods are checked; calls are only followed through the others. */
    private final Set<String> judged = new LinkedHashSet<>();

    private Program() {
    }

    /**
     * Reads modules.
     * @param judged a class of the module to check
     * @param followed a class of each module that it may call
     */
    static Program of(Class<?> judged, Class<?>... followed) {
        Program program = new Program();
        program.read(judged);
        program.judged.addAll(program.classes.keySet());
        for (Class<?> other : followed) {
            program.read(other);
        }
        return program;
    }

    /** Reads single classes and checks all of them. */
    static Program ofClasses(Class<?>... some) {
        Program program = new Program();
        for (Class<?> one : some) {
            try (InputStream bytes = one.getResourceAsStream("/" + one.getName().replace('.', '/') + ".class")) {
                program.add(ClassScan.read(bytes.readAllBytes()));
            }
            catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        program.judged.addAll(program.classes.keySet());
        return program;
    }

    private void read(Class<?> example) {
        try {
            URI location = example.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(location);
            if (Files.isDirectory(path)) {
                readAll(path);
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                readAll(jar.getPath("/"));
            }
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readAll(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : (Iterable<Path>) files.filter((path) -> path.toString().endsWith(".class"))::iterator) {
                add(ClassScan.read(Files.readAllBytes(file)));
            }
        }
    }

    private void add(CompiledClass added) {
        this.classes.put(added.name(), added);
    }

    /** Methods to check. */
    List<CompiledMethod> methods() {
        return this.judged.stream()
            .map(this.classes::get)
            .flatMap((found) -> found.methods().values().stream())
            .toList();
    }

    /** Whether a class belongs to the program. */
    boolean isOwn(String name) {
        return this.classes.containsKey(name);
    }

    /** Whether a call runs code that was passed in as an object. */
    boolean isHandedOver(Call call) {
        CompiledClass owner = this.classes.get(call.owner());
        if (owner == null || !call.virtual() || owner.methods().containsKey(call.name() + call.descriptor())) {
            return false;
        }
        return owner.functional() || (owner.isInterface() && find(call).isEmpty());
    }

    /** Returns all methods of the program that a call may run. */
    Set<CompiledMethod> find(Call call) {
        Set<CompiledMethod> found = new LinkedHashSet<>();
        String signature = call.name() + call.descriptor();
        inherited(call.owner(), signature, found);
        if (call.virtual() && isOwn(call.owner())) {
            this.classes.values()
                .stream()
                .filter((other) -> isKindOf(other.name(), call.owner()))
                .map((other) -> other.methods().get(signature))
                .filter((method) -> method != null)
                .forEach(found::add);
        }
        return found;
    }

    private void inherited(String owner, String signature, Set<CompiledMethod> into) {
        CompiledClass at = this.classes.get(owner);
        if (at == null) {
            return;
        }
        CompiledMethod method = at.methods().get(signature);
        if (method != null) {
            into.add(method);
            return;
        }
        at.parents().forEach((parent) -> inherited(parent, signature, into));
    }

    /** Returns the methods of classes that implement a foreign interface. */
    List<CompiledMethod> implementing(Set<String> interfaces, String name) {
        List<CompiledMethod> found = new ArrayList<>();
        for (CompiledMethod method : methods()) {
            if (method.name().equals(name)
                    && interfaces.stream().anyMatch((foreign) -> isKindOf(method.owner(), foreign))) {
                found.add(method);
            }
        }
        return found;
    }

    private boolean isKindOf(String name, String of) {
        if (name.equals(of)) {
            return true;
        }
        CompiledClass at = this.classes.get(name);
        return at != null && at.parents().stream().anyMatch((parent) -> isKindOf(parent, of));
    }

}
