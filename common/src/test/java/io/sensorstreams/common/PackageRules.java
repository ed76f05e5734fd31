package io.sensorstreams.common;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/** Rules for the packages, classes and methods of every module. */
public final class PackageRules {

    private static final long MAX_FILES = 20;

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.sensorstreams.(**)").should().beFreeOfCycles();

    /**
     * The classes include those of the test jar of another module. Programs that the
     * benchmark compares with have only the libraries of Kafka.
     */
    @ArchTest
    static final ArchRule transactionsAreCommittedWithAllTheirRecords = noClasses().that()
        .doNotHaveSimpleName("ProducerClient")
        .and()
        .haveSimpleNameNotEndingWith("IT")
        .and()
        .resideOutsideOfPackage("io.sensorstreams.bench.programs")
        .should()
        .accessTargetWhere(target(name("commitTransaction")).as("commits a transaction without a flush"))
        .because("ProducerClient.commit sends all records first");

    private PackageRules() {
    }

    /** The package-info counts as a file. */
    @ArchTest
    static void noPackageIsLarge(JavaClasses classes) {
        Map<String, Long> files = classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));
        assertThat(files).isNotEmpty()
            .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_FILES));
    }

    /** The tests of a module run in its directory. */
    @ArchTest
    static void noSourceIsLong(JavaClasses classes) throws IOException {
        assertThat(SourceSizes.tooLong(Path.of("src/main/java"))).isEmpty();
    }

}
