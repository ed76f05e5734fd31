package io.sensorstreams.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.harness.Unpacked;
import io.sensorstreams.launcher.process.JavaCommand;

/** How the packaged services are started. */
public interface StartCommand {

    /**
     * The command of one service.
     * @param service name of its module
     */
    List<String> words(String service) throws IOException, InterruptedException;

    /** As {@code ./run} starts them: with its Java options, from their unpacked jars. */
    static StartCommand ofRun() {
        return (service) -> {
            Path jar = Unpacked.jar(service);
            return new JavaCommand(service, jar, Unpacked.beside(jar, Runtime.version() + ".jsa")).words();
        };
    }

}
