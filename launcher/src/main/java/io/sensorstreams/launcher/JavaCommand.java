package io.sensorstreams.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How to start one packaged service quickly: from its unpacked jar, with an archive of
 * the classes that it loaded last time. The first run after a build makes the archive
 * when the service stops; an archive of another JDK or build is ignored by the JVM.
 *
 * @param service name of module and jar
 * @param jar the unpacked jar, or the packaged one when there is none
 * @param archive the archive, there or to be made
 */
record JavaCommand(String service, Path jar, Path archive) {

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
     * The words of the command. A shell first makes the service deaf to Ctrl-C, which the
     * terminal sends to every process of the run: the launcher alone stops the services,
     * one after the other.
     */
    List<String> words() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", this.service, java, "-Xshare:auto", "-Xlog:disable",
                archiveOption(), "-jar", this.jar.toString());
    }

    private String archiveOption() {
        return (Files.exists(this.archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + this.archive;
    }

}
