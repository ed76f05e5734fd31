package io.sensorstreams.common;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/** Rules for the packages, classes and methods of every module. */
public final class PackageRules {

    private static final long MAX_FILES = 20;

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.sensorstreams.(**)").should().beFreeOfCycles();

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
