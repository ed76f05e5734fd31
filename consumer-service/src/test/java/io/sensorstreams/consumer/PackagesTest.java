package io.sensorstreams.consumer;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.PackageRules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.sensorstreams", importOptions = DoNotIncludeTests.class)
class PackagesTest {

    private static final int MOST_ARGUMENTS = 12;

    @ArchTest
    static final ArchTests rules = ArchTests.in(PackageRules.class);

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.sensorstreams.consumer.(*)..")
        .should()
        .beFreeOfCycles();

    @ArchTest
    static final ArchRule sinksKnowNothingOfHttpSpringAndKafka = noClasses().that()
        .resideInAnyPackage("..consumer.sink..", "..consumer.directory..", "..consumer.format..", "..consumer.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "..consumer.listen..", "..consumer.group..",
                "..consumer.standing..", "..consumer.status..", "..consumer.commit..", "..consumer.watch..");

    @ArchTest
    static final ArchRule commitsKnowNoFiles = noClasses().that()
        .resideInAPackage("..consumer.commit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..consumer.sink..", "..consumer.directory..", "..consumer.format..", "..consumer.listen..",
                "..consumer.group..", "..consumer.standing..", "..consumer.status..");

    @ArchTest
    static final ArchRule nothingThatWritesDependsOnWhatChecksIt = noClasses().that()
        .resideInAnyPackage("..consumer.sink..", "..consumer.directory..", "..consumer.format..", "..consumer.commit..",
                "..consumer.group..", "..consumer.balance..", "..consumer.standing..", "..consumer.status..",
                "..consumer.listen..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..consumer.audit..", "..consumer.compare..", "..consumer.files..", "..consumer.replay..",
                "..consumer.reread..");

    @ArchTest
    static final ArchRule comparingKnowsNoHttp = noClasses().that()
        .resideInAnyPackage("..consumer.audit..", "..consumer.compare..", "..consumer.replay..", "..consumer.reread..",
                "..consumer.series..", "..consumer.find..")
        .and()
        .haveSimpleNameNotEndingWith("Controller")
        .and()
        .haveSimpleNameNotEndingWith("Problems")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.web..", "org.springframework.http..");

    /** Positional arguments of one type are easily swapped: a builder names them. */
    @ArchTest
    static final ArchRule onlyBuildersPassManyArguments = noClasses().should()
        .callConstructorWhere(describe("another class passes more than " + MOST_ARGUMENTS + " arguments",
                (call) -> call.getTarget().getRawParameterTypes().size() > MOST_ARGUMENTS
                        && !outermost(call.getOriginOwner()).equals(outermost(call.getTargetOwner()))));

    /** The registry's own methods omit the description. */
    @ArchTest
    static final ArchRule metersHaveADescription = noClasses().that()
        .resideInAPackage("io.sensorstreams..")
        .should()
        .callMethodWhere(describe("a meter is made without a builder", PackagesTest::makesAMeter));

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(PackagesTest::outermost).orElse(type);
    }

    private static boolean makesAMeter(JavaMethodCall call) {
        return call.getTargetOwner().isAssignableTo(MeterRegistry.class)
                && call.getName().matches("counter|timer|summary|gauge.*");
    }

}
