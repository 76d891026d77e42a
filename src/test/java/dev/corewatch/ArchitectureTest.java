package dev.corewatch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of docs/architecture.md, as rules that fail the build. */
@AnalyzeClasses(packages = "dev.corewatch", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String[] FEATURES = {
        "dev.corewatch.capture..",
        "dev.corewatch.kernel..",
        "dev.corewatch.identity..",
        "dev.corewatch.spool..",
        "dev.corewatch.store..",
        "dev.corewatch.analyze..",
        "dev.corewatch.publish..",
        "dev.corewatch.doctor..",
        "dev.corewatch.kubernetes..",
    };

    @ArchTest
    static final ArchRule CRASH_IS_JDK_ONLY = classes()
            .that()
            .resideInAPackage("dev.corewatch.crash..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.corewatch.crash..", "java..", "org.jspecify..")
            .because("the words of the domain must be usable by every role without dragging anything in");

    @ArchTest
    static final ArchRule BASE_KNOWS_NO_FEATURE = noClasses()
            .that()
            .resideInAnyPackage("dev.corewatch.json..", "dev.corewatch.process..", "dev.corewatch.system..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.corewatch..")
                    .and(not(resideInAnyPackage(
                            "dev.corewatch.crash..",
                            "dev.corewatch.json..",
                            "dev.corewatch.process..",
                            "dev.corewatch.system.."))))
            .because("what every feature stands on must not lean on one of them");

    @ArchTest
    static final ArchRule FEATURES_MEET_ONLY_IN_THE_PIPELINE = slices().matching("dev.corewatch.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    resideInAnyPackage("dev.corewatch.."),
                    resideInAnyPackage(
                            "dev.corewatch.crash..",
                            "dev.corewatch.json..",
                            "dev.corewatch.process..",
                            "dev.corewatch.system.."))
            .ignoreDependency(resideInAnyPackage("dev.corewatch.pipeline.."), resideInAnyPackage(FEATURES))
            .ignoreDependency(resideInAnyPackage("dev.corewatch.app.."), resideInAnyPackage("dev.corewatch.."))
            .because("siblings that import each other become one lump; they meet in crash and in the pipeline");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.corewatch.(**)")
            .should()
            .beFreeOfCycles()
            .because("a cycle of packages can only be understood as a whole");

    @ArchTest
    static final ArchRule PROCESSES_START_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.corewatch.process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Runtime.class)
            .because("a child process without bounds in time, memory and output is a way to hang or to fill the node")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule FOREIGN_CALLS_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.corewatch.system..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.foreign..", "org.graalvm..")
            .because("a JVM and a native binary reach the C library in different ways, behind one door");

    @ArchTest
    static final ArchRule METERS_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.corewatch.publish..", "dev.corewatch.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("names and labels of metrics are one table");

    @ArchTest
    static final ArchRule QUARKUS_ONLY_IN_APP = noClasses()
            .that()
            .resideOutsideOfPackage("dev.corewatch.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..", "io.smallrye..", "picocli..")
            .because("commands that need no server must not boot one");

    @ArchTest
    static final ArchRule KUBERNETES_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.corewatch.kubernetes..", "dev.corewatch.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..")
            .because("hosts without Kubernetes run the same capture and analysis");

    @ArchTest
    static final ArchRule JSON_IN_ONE_PLACE = noClasses()
            .that()
            .resideInAPackage("dev.corewatch.(*)..")
            .and()
            .resideOutsideOfPackage("dev.corewatch.json..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.fasterxml.jackson.databind.json.JsonMapper")
            .because("two mappers would write two dialects of one document");
}
