package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download client that is a service, with a stand-in that answers as systemctl does. */
class RestartServiceTest {

  private static final Target QB = new Target("app", "qb");
  private static final RestartClient.Nothing NONE = new RestartClient.Nothing();

  @TempDir private Path dir;

  @Test
  void the_service_is_restarted_once_and_its_start_is_in_the_manifest() throws Exception {
    ActionKind<RestartClient.Nothing> kind = kind(Optional.of(systemctl("loaded")), "qb.service");
    List<String> objects = kind.preview(NONE, context(kind, List.of())).objects();
    assertThat(objects).containsExactly("service qb.service first");

    assertThat(kind.run(NONE, context(kind, objects)).ok()).isTrue();

    assertThat(dir.resolve("log")).content().isEqualToIgnoringNewLines("restart -- qb.service");
    assertThat(kind.drift(NONE, context(kind, objects)))
        .get()
        .asString()
        .contains("was started again since");
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.run(NONE, context(kind, objects)))
        .matches(e -> e.effect() == Effect.NONE);
    assertThat(Files.readAllLines(dir.resolve("log"))).hasSize(1);
  }

  @Test
  void a_service_that_is_not_there_and_a_machine_without_systemd_block_the_plan() throws Exception {
    refused(kind(Optional.of(systemctl("not-found")), "qb.service"), "it is not-found");
    refused(kind(Optional.empty(), "qb.service"), "needs the program systemctl");
    refused(kind(Optional.empty(), ""), "names neither its container nor its service");
    assertThat(dir.resolve("log")).doesNotExist();
  }

  private static void refused(ActionKind<RestartClient.Nothing> kind, String why) {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.preview(NONE, context(kind, List.of())))
        .withMessageContaining(why);
  }

  private static ActionContext context(
      ActionKind<RestartClient.Nothing> kind, List<String> objects) {
    return new ActionContext(QB, "7-1", objects, Instant.EPOCH, kind.timeout(NONE));
  }

  private ActionKind<RestartClient.Nothing> kind(Optional<String> systemctl, String unit) {
    AppSettings app =
        new AppSettings(
            "qb",
            AppSettings.Kind.QBITTORRENT,
            java.net.URI.create("http://127.0.0.1:1/"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            unit.isEmpty() ? Optional.empty() : Optional.of(unit));
    return new RestartClient(
        Loopback.door(app), new Restarts(Optional.empty(), new Commands(), systemctl));
  }

  private String systemctl(String load) throws Exception {
    Path program =
        Files.writeString(
            dir.resolve("systemctl-" + load),
            """
            #!/bin/sh
            log=%s
            if [ "$1" = restart ]; then echo "$*" >>"$log"; exit 0; fi
            if [ -e "$log" ]; then id=second; else id=first; fi
            printf 'LoadState=%s\\nActiveState=active\\nInvocationID=%%s\\n' "$id"
            """
                .formatted(dir.resolve("log"), load));
    program.toFile().setExecutable(true);
    return program.toString();
  }
}
