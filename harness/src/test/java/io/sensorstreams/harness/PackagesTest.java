package io.sensorstreams.harness;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.sensorstreams.common.PackageRules;

@AnalyzeClasses(packages = "io.sensorstreams.harness", importOptions = DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(PackageRules.class);

}
