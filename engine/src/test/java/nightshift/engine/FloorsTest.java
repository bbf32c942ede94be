package nightshift.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The engine's floors: each sees only what is below, and nothing of the outside. */
@AnalyzeClasses(
    packages = "nightshift.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("nightshift.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_jdk_slf4j_and_jspecify =
      noClasses()
          .that()
          .areNotAssignableTo(nightshift.engine.learn.Posterior.class)
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "nightshift.engine..", "java..", "org.slf4j..", "org.jspecify..");

  @ArchTest
  static final ArchRule one_class_computes_distributions =
      noClasses()
          .that()
          .areAssignableTo(nightshift.engine.learn.Posterior.class)
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "org.apache.commons.statistics.distribution..");

  @ArchTest
  static final ArchRule floors =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("work")
          .definedBy("..engine.work..")
          .layer("resolver")
          .definedBy("..engine.resolver..")
          .layer("port")
          .definedBy("..engine.port..")
          .layer("card")
          .definedBy("..engine.card..")
          .layer("judgement")
          .definedBy("..engine.policy..", "..engine.playbook..", "..engine.learn..")
          .layer("plan")
          .definedBy("..engine.plan..")
          .layer("action")
          .definedBy("..engine.action..")
          .layer("diagnosis")
          .definedBy("..engine.diagnosis..")
          .layer("alert")
          .definedBy("..engine.alert..")
          .whereLayer("work")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("resolver")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("port")
          .mayOnlyBeAccessedByLayers("work", "resolver")
          .whereLayer("card")
          .mayOnlyBeAccessedByLayers("port", "work")
          .whereLayer("judgement")
          .mayOnlyBeAccessedByLayers("card", "port", "work")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers("judgement", "card", "port", "work", "resolver")
          .whereLayer("action")
          .mayOnlyBeAccessedByLayers("plan", "judgement", "card", "port", "work", "resolver");

  @ArchTest
  static final ArchRule time_is_a_parameter =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule the_engine_starts_no_process =
      noClasses().should().dependOnClassesThat().areAssignableTo(ProcessBuilder.class);
}
