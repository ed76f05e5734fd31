package io.sensorstreams.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.StartException;

/**
 * How to start one packaged service quickly: from its unpacked jar, with an archive of
 * the classes that it loaded last time. The first run after a build makes the archive
 * when the service stops; an archive of another JDK or build is ignored by the JVM.
 *
 * @param service name of module and jar
 * @param jar the unpacked jar, or the packaged one when there is none
 * @param archive the archive, there or to be made
 */
public record JavaCommand(String service, Path jar, Path archive) {

    /**
     * Forty times the usual thresholds of the optimizing compiler. While three programs
     * start on two processors, it would take a third of their time for methods that are
     * hardly called afterwards; those that rows go through reach these as well, at once.
     */
    private static final List<String> LATER_OPTIMIZING = List.of("-XX:Tier4InvocationThreshold=200000",
            "-XX:Tier4MinInvocationThreshold=24000", "-XX:Tier4CompileThreshold=600000",
            "-XX:Tier4BackEdgeThreshold=1600000");

    static JavaCommand of(String service) throws StartException {
        Path home = RunOptions.home();
        Path unpacked = home.resolve("target/run").resolve(service);
        Path jar = unpacked.resolve(service + ".jar");
        if (!Files.exists(jar)) {
            jar = home.resolve(service).resolve("target").resolve(service + ".jar");
        }
        if (!Files.exists(jar)) {
            throw new StartException(jar + " does not exist; build it with mvn package");
        }
        Path archive = home.resolve("target/run").resolve(service + "-" + Runtime.version() + ".jsa");
        return new JavaCommand(service, jar, archive);
    }

    /**
     * Makes the service deaf to Ctrl-C, which the terminal sends to every process of the
     * run: the launcher alone stops the services, one after the other. And ends it when
     * its input ends: then the launcher was killed, and its Kafka with it.
     */
    private static final String GUARD = "trap '' INT; exec 3<&0; { cat <&3; kill $$; } >/dev/null 2>&1 & exec \"$@\" 3<&-";

    /** The words of the command. */
    public List<String> words() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, this.service, java));
        words.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-XX:+UseSerialGC", archiveOption()));
        words.addAll(LATER_OPTIMIZING);
        words.addAll(List.of("-jar", this.jar.toString()));
        return words;
    }

    private String archiveOption() {
        return (Files.exists(this.archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + this.archive;
    }

}
