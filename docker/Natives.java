import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes the native code of other platforms than those of the images, Linux on x86-64
 * and ARM64 with glibc, from all jars below a directory. The jars of the services
 * themselves run on every platform.
 */
final class Natives {

    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a)");

    private static final Pattern KEPT = Pattern.compile(".*/linux/(amd64|x86_64|x86-64|aarch64|arm64)/[^/]+");

    private Natives() {
    }

    public static void main(String[] args) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            jars = files.filter((file) -> file.toString().endsWith(".jar")).sorted().toList();
        }
        if (jars.isEmpty()) {
            throw new IOException("No jars below " + args[0]);
        }
        for (Path jar : jars) {
            reduce(jar);
        }
    }

    private static void reduce(Path jar) throws IOException {
        long before = Files.size(jar);
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            List<Path> natives = natives(content);
            List<Path> others = natives.stream().filter((file) -> !isKept(file)).toList();
            if (others.isEmpty()) {
                return;
            }
            if (others.size() == natives.size()) {
                throw new IOException(jar + " has native code, but none for Linux on x86-64 or ARM64 in a directory "
                        + "that is known, such as linux/amd64: " + natives);
            }
            for (Path file : others) {
                Files.delete(file);
            }
        }
        System.out.println(jar.getFileName() + ": " + before + " to " + Files.size(jar) + " bytes");
    }

    private static List<Path> natives(FileSystem content) throws IOException {
        try (Stream<Path> files = Files.walk(content.getPath("/"))) {
            return files.filter((file) -> NATIVE.matcher(file.toString()).matches()).toList();
        }
    }

    private static boolean isKept(Path file) {
        return KEPT.matcher(file.toString().toLowerCase(Locale.ROOT)).matches();
    }

}
