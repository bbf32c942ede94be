package nightshift.bot;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom under the roof, and where the dangerous things live. */
@AnalyzeClasses(
    packages = "nightshift",
    importOptions = {ImportOption.DoNotIncludeTests.class, FloorsTest.NoTestJars.class})
class FloorsTest {

  /** Contracts and fakes come in a jar of their own, which is no part of the house. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule no_cycles_between_packages =
      slices().matching("nightshift.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_engine_sees_nothing_above_it =
      noClasses()
          .that()
          .resideInAPackage("nightshift.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("nightshift.storage..", "nightshift.config..", "nightshift.bot..");

  @ArchTest
  static final ArchRule the_wings_do_not_see_each_other =
      noClasses()
          .that()
          .resideInAPackage("nightshift.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("nightshift.config..", "nightshift.bot..");

  @ArchTest
  static final ArchRule chat_sees_no_source_action_or_host =
      noClasses()
          .that()
          .resideInAPackage("nightshift.bot.chat..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "nightshift.bot.source..", "nightshift.bot.action..", "nightshift.bot.host..");

  @ArchTest
  static final ArchRule rooms_do_not_see_each_other =
      slices()
          .matching("nightshift.bot.chat.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("..chat.desk"));

  @ArchTest
  static final ArchRule sources_and_actions_see_no_chat_and_not_each_other =
      noClasses()
          .that()
          .resideInAPackage("nightshift.bot.source..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("nightshift.bot.chat..", "nightshift.bot.action..");

  @ArchTest
  static final ArchRule metrics_see_the_engine_and_the_server_they_are_asked_over =
      noClasses()
          .that()
          .resideInAPackage("nightshift.bot.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "nightshift.bot.chat..",
              "nightshift.bot.source..",
              "nightshift.bot.action..",
              "nightshift.bot.host..",
              "nightshift.bot.http.api..",
              "nightshift.storage..",
              "nightshift.config..");

  @ArchTest
  static final ArchRule prometheus_lives_in_the_metrics =
      noClasses()
          .that()
          .resideOutsideOfPackage("nightshift.bot.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.prometheus..");

  @ArchTest
  static final ArchRule actions_see_only_the_host =
      noClasses()
          .that()
          .resideInAPackage("nightshift.bot.action..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "nightshift.bot.chat..", "nightshift.bot.source..", "nightshift.bot.http..");

  @ArchTest
  static final ArchRule jda_lives_in_the_discord_room =
      noClasses()
          .that()
          .resideOutsideOfPackage("nightshift.bot.chat.discord..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.dv8tion..");

  @ArchTest
  static final ArchRule docker_java_lives_in_the_docker_host =
      noClasses()
          .that()
          .resideOutsideOfPackage("nightshift.bot.host.docker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.dockerjava..");

  @ArchTest
  static final ArchRule sql_lives_in_storage =
      noClasses()
          .that()
          .resideOutsideOfPackage("nightshift.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.jdbi..", "org.sqlite..", "org.flywaydb..");

  @ArchTest
  static final ArchRule only_the_bench_sees_a_stand_in_for_somebody_elses_server =
      noClasses()
          .that()
          .resideOutsideOfPackages("nightshift.bot.bench..", "nightshift.bot.loopback..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("nightshift.bot.loopback..");

  @ArchTest
  static final ArchRule a_stand_in_knows_nothing_of_the_room_that_it_is_for =
      noClasses()
          .that()
          .resideInAPackage("nightshift.bot.loopback..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "nightshift.bot.chat..", "nightshift.engine..", "nightshift.storage..");

  @ArchTest
  static final ArchRule no_shell_and_no_process_outside_of_named_classes =
      noClasses()
          .that()
          .haveSimpleNameNotContaining("Commands")
          .and()
          .resideOutsideOfPackages("nightshift.bot.demo..", "nightshift.bot.bench..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class);
}
