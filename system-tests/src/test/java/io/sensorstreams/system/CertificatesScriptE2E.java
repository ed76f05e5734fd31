package io.sensorstreams.system;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.sensorstreams.harness.Java;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs {@code secure/certificates.sh}. It needs openssl. */
class CertificatesScriptE2E {

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsOpenSsl() {
        OpenSsl.assume();
    }

    /** What a run of the script printed, and its exit code. */
    private record Result(int code, String printed) {

    }

    @Test
    void makesCertificatesThatTheAuthorityHasSigned() throws Exception {
        Result result = run("--san", "localhost", "--san", "{}.nodes.svc", "--san", "127.0.0.1", place(), "kafka1");
        assertThat(result).isEqualTo(new Result(0, "ca.crt: new authority\nkafka1.crt: new\n"));
        X509Certificate made = certificate("kafka1.crt");
        made.verify(certificate("ca.crt").getPublicKey());
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=kafka1");
        assertThat(made.getSubjectAlternativeNames()).extracting((name) -> String.valueOf(name.get(1)))
            .containsExactly("kafka1", "localhost", "kafka1.nodes.svc", "127.0.0.1");
        assertThat(Files.readString(file("kafka1.key"))).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(Files.readString(file("kafka1/keystore.pem")))
            .isEqualTo(Files.readString(file("kafka1.key")) + Files.readString(file("kafka1.crt")));
        assertThat(file("kafka1/ca.crt")).hasSameBinaryContentAs(file("ca.crt"));
        assertThat(file("clients/ca.crt")).hasSameBinaryContentAs(file("ca.crt"));
        for (String secret : List.of("ca.key", "kafka1.key", "kafka1/keystore.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(secret)))).as(secret)
                .isEqualTo("rw-------");
        }
        try (Stream<Path> left = Files.list(this.directory.resolve("certificates"))) {
            assertThat(left).noneMatch((path) -> path.getFileName().toString().startsWith("."));
        }
    }

    @Test
    void keepsWhatIsGoodAndRenewsOnDemand() throws Exception {
        run("--san", "localhost", place(), "kafka1", "kafka2");
        BigInteger first = certificate("kafka1.crt").getSerialNumber();
        BigInteger authority = certificate("ca.crt").getSerialNumber();

        assertThat(run(place(), "kafka1", "kafka2").printed()).isEqualTo("kafka1.crt: kept\nkafka2.crt: kept\n");
        assertThat(run("--san", "localhost", "--san", "other", place(), "kafka2").printed())
            .isEqualTo("kafka2.crt: new, the old one has other names\n");
        assertThat(run("--renew", place(), "kafka1").printed()).isEqualTo("kafka1.crt: renewed\n");

        X509Certificate renewed = certificate("kafka1.crt");
        assertThat(renewed.getSerialNumber()).isNotEqualTo(first);
        assertThat(renewed.getSubjectAlternativeNames()).extracting((name) -> String.valueOf(name.get(1)))
            .containsExactly("kafka1", "localhost");
        assertThat(certificate("ca.crt").getSerialNumber()).isEqualTo(authority);
    }

    @Test
    void replacesCertificatesThatEndSoonOrAreOfAnotherAuthority() throws Exception {
        run("--days", "5", place(), "kafka1");
        assertThat(run(place(), "kafka1").printed()).isEqualTo("kafka1.crt: new, the old one ends within 30 days\n");
        Files.delete(file("ca.crt"));
        Files.delete(file("ca.key"));
        assertThat(run(place(), "kafka1").printed())
            .isEqualTo("ca.crt: new authority\nkafka1.crt: new, ca.crt has not signed the old one\n");
        assertThat(file("kafka1/ca.crt")).hasSameBinaryContentAs(file("ca.crt"));
    }

    @Test
    void refusesWrongUsageInOneLine() throws Exception {
        assertThat(run(place(), "../x"))
            .isEqualTo(new Result(2, "NAME is '../x', expected a host name such as kafka1\n"));
        assertThat(run(place(), "ca"))
            .isEqualTo(new Result(2, "NAME is 'ca', which is the name of other files in DIR\n"));
        assertThat(run("--san", "a b", place(), "kafka1"))
            .isEqualTo(new Result(2, "--san is 'a b', expected a host name or an IP address\n"));
        assertThat(run("--days", "never", place(), "kafka1"))
            .isEqualTo(new Result(2, "--days is 'never', expected a number from 1 to 9999\n"));
        assertThat(this.directory.resolve("certificates")).doesNotExist();
    }

    @Test
    void namesTheRemedyWhenAnAuthorityIsIncompleteOrOpensslIsMissing() throws Exception {
        run(place(), "kafka1");
        Files.delete(file("ca.key"));
        assertThat(run(place(), "kafka1")).isEqualTo(new Result(1, place()
                + " has only one of ca.crt and ca.key: restore the other one, or remove it for a new authority\n"));
        Path empty = Files.createDirectory(this.directory.resolve("empty"));
        assertThat(run(Map.of("PATH", empty.toString()), place(), "kafka1")).isEqualTo(new Result(3,
                "openssl is missing: install it, such as by apt-get install openssl, or brew install openssl\n"));
    }

    private String place() {
        return this.directory.resolve("certificates").toString();
    }

    private Path file(String name) {
        return this.directory.resolve("certificates").resolve(name);
    }

    private X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("/bin/bash", Java.TOP.resolve("secure/certificates.sh").toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(this.directory, "script-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the script ends").isTrue();
        return new Result(process.exitValue(), Files.readString(output));
    }

}
