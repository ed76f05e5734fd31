package io.sensorstreams.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command that starts a packaged service quickly: from its unpacked jar, with an archive
 * of the classes that it loaded the last time. The first run after a build creates the
 * archive when the service stops. The JVM ignores an archive of another JDK or build.
 *
 * @param service name of module and jar
 * @param jar the unpacked jar
 * @param archive the archive, which may not exist yet
 */
public record JavaCommand(String service, Path jar, Path archive) {

    /**
     * Forty times the default thresholds of the optimizing compiler. While three programs
     * start on two processors, the compiler would take a third of their time for methods
     * that are hardly called afterwards. Methods that process rows still reach these
     * thresholds quickly.
     */
    private static final List<String> LATER_OPTIMIZING = List.of("-XX:Tier4InvocationThreshold=200000",
            "-XX:Tier4MinInvocationThreshold=24000", "-XX:Tier4CompileThreshold=600000",
            "-XX:Tier4BackEdgeThreshold=1600000");

    /**
     * Starts the service with SIGINT ignored. The terminal sends Ctrl-C to every process
     * of the run, but only the launcher stops the services, in order. Ends the service
     * when its standard input ends: then the launcher was killed, and the local Kafka
     * with it.
     */
    private static final String GUARD = "trap '' INT; exec 3<&0; { cat <&3; kill $$; } >/dev/null 2>&1 & exec \"$@\" 3<&-";

    /** Unpacks the service, if necessary, and returns its command in {@code ./run}. */
    public static JavaCommand ofRun(String service) throws IOException, InterruptedException {
        Path jar = Unpacked.jar(service);
        return new JavaCommand(service, jar, jar.resolveSibling(Runtime.version() + ".jsa"));
    }

    public List<String> words() {
        List<String> words = new ArrayList<>(List.of("-Xshare:auto", "-Xlog:disable", "-XX:+UseSerialGC"));
        words.add((Files.exists(this.archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + this.archive);
        words.addAll(LATER_OPTIMIZING);
        words.addAll(List.of("-jar", this.jar.toString()));
        return Java.command(words);
    }

    /** Returns the command of a service that ignores Ctrl-C and ends with this JVM. */
    public List<String> guardedWords() {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, this.service));
        words.addAll(words());
        return words;
    }

}
