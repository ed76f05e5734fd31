package io.sensorstreams.common.objects;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Main class of the process with the object store of the tests. It ends with the process
 * that has started it, even when that is killed: then its input ends.
 */
final class ObjectServerProcess {

    /** Of the executable jar; not in the class path of the compiler. */
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

    private ObjectServerProcess() {
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(ObjectServerProcess::endWithInput, "end-with-input");
        watch.setDaemon(true);
        watch.start();
        Class.forName(LAUNCHER).getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        catch (IOException e) {
            // Its other side is gone.
        }
        Runtime.getRuntime().halt(0);
    }

}
