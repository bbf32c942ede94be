package nightshift.bot.action.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ssh.LoopbackSsh;
import nightshift.config.CustomAction.Input;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Custom actions on other machines, as other users, and with files. */
class CustomPlacesTest {

  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(home);
  }

  private static ActionContext on(String target, List<String> objects) {
    return new ActionContext(
        Target.parse(target), "1-1", objects, Instant.EPOCH, Duration.ofMinutes(1));
  }

  @Test
  void a_target_on_another_host_runs_there_and_the_card_says_so() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", home)) {
      bench.machines(new Machines(new Commands(), Map.of("nas", nas.machine())));
      Path script = bench.script("where", "env | grep -c NIGHTSHIFT_RUN; pwd; echo \"$1\"");
      CustomKind kind = bench.input("word", Input.Type.TEXT).kind(script.toString(), "{{ word }}");
      CustomArguments args = Bench.with(Map.of("word", "it's $HOME"));
      Preview preview = kind.preview(args, on("service://nas/web", List.of()));
      assertThat(preview.sentence()).endsWith(" on nas");
      assertThat(preview.objects())
          .contains("directory /")
          .anyMatch(o -> o.matches("machine nas \\(.+@127.0.0.1:[0-9]+\\)"));
      assertThat(preview.objects().getFirst()).matches("program .* sha256:[0-9a-f]{64}");
      ActionResult result = kind.run(args, on("service://nas/web", preview.objects()));
      assertThat(result.ok()).isTrue();
      assertThat(result.output()).isEqualTo("1\n/\nit's $HOME");
    }
  }

  @Test
  void a_declared_host_counts_whatever_the_target_is() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", home)) {
      bench.machines(new Machines(new Commands(), Map.of("nas", nas.machine())));
      CustomKind kind = bench.host("nas").kind("/bin/true");
      assertThat(kind.preview(Bench.with(Map.of()), on("service:web", List.of())).sentence())
          .endsWith(" on nas");
    }
  }

  @Test
  void a_program_that_changed_on_the_other_host_is_not_run() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", home)) {
      bench.machines(new Machines(new Commands(), Map.of("nas", nas.machine())));
      Path mark = home.resolve("mark");
      Path script = bench.script("act", "echo one");
      CustomKind kind = bench.kind(script.toString());
      CustomArguments args = Bench.with(Map.of());
      Preview approved = kind.preview(args, on("service://nas/web", List.of()));
      bench.script("act", "touch " + mark);
      ActionContext ctx = on("service://nas/web", approved.objects());
      assertThat(kind.drift(args, ctx)).isPresent();
      assertThatThrownBy(() -> kind.run(args, ctx)).hasMessageContaining("not what was approved");
      assertThat(mark).doesNotExist();
    }
  }

  @Test
  void an_unknown_host_is_refused() {
    CustomKind kind = bench.kind("/bin/true");
    assertThatThrownBy(
            () -> kind.preview(Bench.with(Map.of()), on("service://attic/web", List.of())))
        .isInstanceOf(ActionException.class)
        .hasMessageContaining("service://attic/web");
  }

  @Test
  void a_host_that_died_since_is_known_to_have_done_nothing() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", home)) {
      bench.machines(new Machines(new Commands(), Map.of("nas", nas.machine())));
      CustomKind kind = bench.kind("/bin/true");
      CustomArguments args = Bench.with(Map.of());
      Preview approved = kind.preview(args, on("service://nas/web", List.of()));
      nas.die();
      assertThatThrownBy(() -> kind.run(args, on("service://nas/web", approved.objects())))
          .isInstanceOfSatisfying(
              ActionException.class, e -> assertThat(e.effect()).isEqualTo(Effect.NONE));
    }
  }

  @Test
  void a_connection_that_broke_in_the_middle_leaves_the_effect_unknown() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", home)) {
      bench.machines(new Machines(new Commands(), Map.of("nas", nas.machine())));
      Path began = home.resolve("began");
      Path go = home.resolve("go");
      Path script =
          bench.script("slow", "touch " + began + "; until [ -e " + go + " ]; do sleep 0.1; done");
      CustomKind kind = bench.kind(script.toString());
      CustomArguments args = Bench.with(Map.of());
      Preview approved = kind.preview(args, on("service://nas/web", List.of()));
      Thread.ofVirtual()
          .start(() -> {
            nightshift.engine.contract.Await.until(
                Duration.ofSeconds(20), () -> Files.exists(began));
            try {
              nas.die();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      assertThatThrownBy(() -> kind.run(args, on("service://nas/web", approved.objects())))
          .isInstanceOfSatisfying(
              ActionException.class, e -> assertThat(e.effect()).isEqualTo(Effect.UNKNOWN))
          .hasMessageContaining("connection to its machine broke");
      Files.createFile(go);
    }
  }

  @Test
  void as_another_user_it_runs_by_sudo_with_its_environment() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root needs no sudoers rule");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")));
    CustomKind kind =
        bench.user("nobody").environment(Map.of("GREETING", "hello there")).kind("/usr/bin/env");
    Preview preview = kind.preview(Bench.with(Map.of()), on("service:web", List.of()));
    assertThat(preview.sentence()).endsWith(" as nobody");
    assertThat(preview.objects())
        .contains("user nobody")
        .anyMatch(o -> o.startsWith("environment GREETING value marked "))
        .noneMatch(o -> o.contains("hello"));
    // What is declared is taken out of the output, as it may be a secret.
    assertThat(Bench.run(kind, Map.of()).output()).contains("GREETING=•••", "USER=nobody");
  }

  @Test
  void a_user_that_sudo_does_not_allow_is_a_failure_that_says_so() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")));
    CustomKind kind = bench.user("no-such-user").kind("/bin/true");
    assertThat(Bench.run(kind, Map.of()).ok()).isFalse();
  }

  private Bench withFile(Path folder) {
    return bench.input(
        "dump",
        new Input(
            Input.Type.FILE, List.of(), Optional.empty(), Optional.empty(), Optional.of(folder)));
  }

  @Test
  void the_content_of_a_file_is_part_of_what_is_approved() throws Exception {
    Path folder = Files.createDirectory(home.resolve("dumps"));
    Path dump = Files.writeString(folder.resolve("a.sql"), "select 1");
    CustomKind kind = withFile(folder).kind("/bin/cat", "{{ dump }}");
    CustomArguments args = Bench.with(Map.of("dump", dump.toString()));
    Preview approved = kind.preview(args, on("service:web", List.of()));
    assertThat(approved.details()).anyMatch(d -> d.startsWith("file dump \"" + dump + "\""));
    ActionContext ctx = on("service:web", approved.objects());
    assertThat(kind.run(args, ctx).output()).isEqualTo("select 1");
    Files.writeString(dump, "drop all");
    assertThat(kind.drift(args, ctx)).isPresent();
    assertThatThrownBy(() -> kind.run(args, ctx)).hasMessageContaining("not what was approved");
  }

  @Test
  void a_file_outside_of_its_folder_is_refused_also_behind_a_link() throws Exception {
    Path folder = Files.createDirectory(home.resolve("dumps"));
    Path secret = Files.writeString(home.resolve("secret"), "s");
    Files.createSymbolicLink(folder.resolve("link"), secret);
    CustomKind kind = withFile(folder).kind("/bin/cat", "{{ dump }}");
    for (String path : List.of(secret.toString(), folder + "/link", folder + "/../secret")) {
      assertThatThrownBy(
              () -> kind.preview(Bench.with(Map.of("dump", path)), on("service:web", List.of())))
          .isInstanceOf(ActionException.class);
    }
  }

  @Test
  void a_file_on_another_host_is_hashed_there() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", home)) {
      bench.machines(new Machines(new Commands(), Map.of("nas", nas.machine())));
      Path folder = Files.createDirectory(home.resolve("dumps"));
      Path dump = Files.writeString(folder.resolve("a'b.sql"), "select 1");
      Files.createSymbolicLink(folder.resolve("link"), home);
      CustomKind kind = withFile(folder).kind("/bin/cat", "{{ dump }}");
      Preview preview =
          kind.preview(
              Bench.with(Map.of("dump", dump.toString())), on("service://nas/web", List.of()));
      assertThat(preview.objects())
          .anyMatch(o -> o.matches("file dump .*a'b.sql\" sha256:[0-9a-f]{64}"));
      assertThatThrownBy(() ->
              kind.preview(
                  Bench.with(Map.of("dump", folder + "/link/nas.key")),
                  on("service://nas/web", List.of())))
          .hasMessageContaining("leads out of");
    }
  }
}
