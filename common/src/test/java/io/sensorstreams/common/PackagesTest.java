package io.sensorstreams.common;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

@AnalyzeClasses(packages = "io.sensorstreams.common", importOptions = DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(PackageRules.class);

}
