package nightshift.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, run by a real shell in a house of stand-ins: it must find, build and hand over. */
class LauncherTest {

  private static final List<String> TOOLS =
      List.of("dirname", "readlink", "sed", "find", "head", "rm", "mv", "cp", "mkdir");

  @TempDir private Path house;
  private Path bin;
  private Path root;

  private record Ended(int exit, String out, String err) {}

  @BeforeEach
  void build_a_house() throws IOException {
    bin = Files.createDirectory(house.resolve("bin"));
    for (String tool : TOOLS) {
      Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec " + whereIs(tool) + " \"$@\"\n");
      executable(bin.resolve(tool));
    }
    root = Files.createDirectories(house.resolve("a house"));
    Files.createDirectories(root.resolve("bot/src/main"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("bot/pom.xml"), "<project/>");
    Path original = Path.of(System.getProperty("nightshift.root"), "bot", "nightshift");
    Files.copy(original, root.resolve("bot/nightshift"));
    executable(root.resolve("bot/nightshift"));
  }

  @Test
  void the_newest_enough_jdk_is_taken_and_arguments_stay_whole() throws Exception {
    jdk("17.0.2");
    jdk("25.0.1");
    jar();
    Ended ended = launch(Map.of(), "alert", "send", "a file; rm -rf $HOME");
    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).contains("java 25.0.1", "<alert>", "<a file; rm -rf $HOME>");
  }

  @Test
  void an_old_java_home_is_passed_over() throws Exception {
    Path old = jdk("17.0.2");
    jdk("26");
    jar();
    assertThat(launch(Map.of("JAVA_HOME", old.toString())).out()).contains("java 26");
  }

  @Test
  void libraries_that_a_new_jdk_warns_of_print_no_warnings() throws Exception {
    jdk("25");
    jar();
    assertThat(launch(Map.of(), "serve").out())
        .contains("<--enable-native-access=ALL-UNNAMED>")
        .contains("<--sun-misc-unsafe-memory-access=allow>")
        .endsWith("<serve>\n");
  }

  @Test
  void without_a_jdk_it_says_what_to_install() throws Exception {
    jdk("21.0.1");
    Ended ended = launch(Map.of());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err()).contains("JDK 25 or newer", "JAVA_HOME").doesNotContain("not found:");
  }

  @Test
  void without_maven_it_says_what_to_install() throws Exception {
    jdk("25");
    Ended ended = launch(Map.of());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err()).contains("needs Maven");
  }

  @Test
  void it_builds_when_there_is_no_program_and_again_when_a_source_is_newer() throws Exception {
    jdk("25");
    maven(0);
    assertThat(launch(Map.of()).err()).contains("building the program");
    assertThat(launch(Map.of()).err()).isEmpty();
    Path source = Files.writeString(root.resolve("bot/src/main/New.java"), "class New {}");
    assertThat(source.toFile().setLastModified(System.currentTimeMillis() + 5_000)).isTrue();
    assertThat(launch(Map.of("NIGHTSHIFT_NO_BUILD", "1")).err()).isEmpty();
    assertThat(launch(Map.of()).err()).contains("building the program");
  }

  @Test
  void what_runs_keeps_its_files_while_the_program_is_built_anew() throws Exception {
    jdk("25");
    jar();
    maven(0);
    Path source = Files.writeString(root.resolve("bot/src/main/New.java"), "class New {}");
    assertThat(source.toFile().setLastModified(System.currentTimeMillis() + 5_000)).isTrue();
    try (InputStream server = Files.newInputStream(program())) {
      assertThat(launch(Map.of()).err()).contains("building the program");
      assertThat(program()).hasContent("new");
      assertThat(server.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("old");
    }
    assertThat(program().getParent()).isDirectoryNotContaining("glob:**.jar.*");
  }

  @Test
  void a_build_that_ends_with_an_error_runs_nothing() throws Exception {
    jdk("25");
    maven(1);
    Ended ended = launch(Map.of());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err()).contains("Maven ended with an error");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void it_works_through_a_symbolic_link() throws Exception {
    jdk("25");
    jar();
    Path link = Files.createDirectories(house.resolve("else/where")).resolve("ns");
    Files.createSymbolicLink(link, Path.of("../../a house/bot/nightshift"));
    assertThat(run(link, Map.of(), "version").out()).contains("a house/bot/target", "<version>");
  }

  private Path jdk(String version) throws IOException {
    Path home = Files.createDirectories(house.resolve("jdks/jdk-" + version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java, "#!/bin/sh\necho java " + version + "\nfor a in \"$@\"; do echo \"<$a>\"; done\n");
    executable(java);
    return home;
  }

  private Path program() {
    return root.resolve("bot/target/nightshift-bot-0.1.0-SNAPSHOT.jar");
  }

  private void jar() throws IOException {
    Files.createDirectories(root.resolve("bot/target"));
    Files.writeString(program(), "old");
  }

  private void maven(int exit) throws IOException {
    Path mvn = bin.resolve("mvn");
    Files.writeString(
        mvn,
        "#!/bin/sh\n[ -n \"$JAVA_HOME\" ] || exit 9\nmkdir -p bot/target\n"
            + "[ "
            + exit
            + " = 0 ] && echo new >bot/target/nightshift-bot-0.1.0-SNAPSHOT.jar\nexit "
            + exit
            + "\n");
    executable(mvn);
  }

  private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
    return run(root.resolve("bot/nightshift"), environment, arguments);
  }

  private Ended run(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).directory(house.toFile());
    process.environment().clear();
    process.environment().put("PATH", bin.toString());
    process.environment().put("NIGHTSHIFT_JDK_DIRS", house.resolve("jdks").toString());
    process.environment().putAll(environment);
    File out = house.resolve("out").toFile();
    File err = house.resolve("err").toFile();
    Process running = process.redirectOutput(out).redirectError(err).start();
    assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        running.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  private static void executable(Path file) {
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path whereIs(String tool) {
    for (String dir : List.of("/bin", "/usr/bin", "/usr/local/bin")) {
      Path file = Path.of(dir, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    assumeTrue(false, "this machine has no " + tool);
    return Path.of(tool);
  }
}
