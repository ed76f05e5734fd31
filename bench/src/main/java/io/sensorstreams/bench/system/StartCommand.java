package io.sensorstreams.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.harness.JavaCommand;
import io.sensorstreams.harness.Unpacked;

/** Creates the commands that start the packaged services. */
public interface StartCommand {

    /**
     * Returns the command of a service.
     * @param service name of its module
     */
    List<String> words(String service) throws IOException, InterruptedException;

    /**
     * Returns commands as {@code ./run} uses them: the unpacked jars with its Java
     * options.
     */
    static StartCommand ofRun() {
        return (service) -> {
            Path jar = Unpacked.jar(service);
            return new JavaCommand(service, jar, Unpacked.beside(jar, Runtime.version() + ".jsa")).guardedWords();
        };
    }

}
