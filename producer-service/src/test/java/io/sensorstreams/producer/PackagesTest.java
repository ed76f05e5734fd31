package io.sensorstreams.producer;

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

    @ArchTest
    static final ArchTests rules = ArchTests.in(PackageRules.class);

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.sensorstreams.producer.(*)..")
        .should()
        .beFreeOfCycles();

    @ArchTest
    static final ArchRule sourcesKnowOnlyWhatIsCommon = noClasses().that()
        .resideInAnyPackage("..producer.row..", "..producer.time..", "..producer.dialect..", "..producer.cells..",
                "..producer.text..", "..producer.csv..", "..producer.random..", "..producer.directory..",
                "..producer.object..", "..producer.source..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..producer.publish..", "..producer.pace..", "..producer.files..",
                "..producer.definition..", "..producer.run..", "..producer.replica..", "..producer.command..",
                "..producer.stream..");

    @ArchTest
    static final ArchRule sourcesAndPacesKnowNothingOfHttpAndKafka = noClasses().that()
        .resideInAnyPackage("..producer.row..", "..producer.time..", "..producer.dialect..", "..producer.cells..",
                "..producer.text..", "..producer.csv..", "..producer.random..", "..producer.directory..",
                "..producer.object..", "..producer.source..", "..producer.pace..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "org.springframework.kafka..",
                "org.apache.kafka..");

    @ArchTest
    static final ArchRule publishingKnowsNoStreams = noClasses().that()
        .resideInAPackage("..producer.publish..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..producer.pace..", "..producer.files..", "..producer.definition..", "..producer.run..",
                "..producer.replica..", "..producer.command..", "..producer.stream..");

    @ArchTest
    static final ArchRule streamsRunWithoutCommandsAndViews = noClasses().that()
        .resideInAnyPackage("..producer.definition..", "..producer.run..", "..producer.replica..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..producer.command..", "..producer.stream..", "..producer.watch..");

    @ArchTest
    static final ArchRule onlyControllersAndTheirAdviceKnowHttp = noClasses().that()
        .resideInAnyPackage("..producer.definition..", "..producer.run..", "..producer.replica..",
                "..producer.command..", "..producer.stream..", "..producer.preview..", "..producer.report..")
        .and()
        .haveSimpleNameNotEndingWith("Controller")
        .and()
        .haveSimpleNameNotEndingWith("Problems")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.web..", "org.springframework.http..");

    /** The methods of the registry do not return the description. */
    @ArchTest
    static final ArchRule metersHaveADescription = noClasses().that()
        .resideInAPackage("io.sensorstreams..")
        .should()
        .callMethodWhere(describe("a meter is made without a builder", PackagesTest::makesAMeter));

    private static boolean makesAMeter(JavaMethodCall call) {
        return call.getTargetOwner().isAssignableTo(MeterRegistry.class)
                && call.getName().matches("counter|timer|summary|gauge.*");
    }

}
