package nightshift.bot.action.custom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.config.CustomAction;
import nightshift.config.CustomAction.Input;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;

/** Declares small commands, and runs them as approved. */
final class Bench {

  static final Machines HERE = new Machines(new Commands(), Map.of());
  static final ValueMarks MARKS = ValueMarks.passing();

  final Path home;
  private final Map<String, Input> inputs = new HashMap<>();
  private Duration timeout = Duration.ofSeconds(20);
  private Map<String, String> environment = Map.of();
  private List<String> undo = List.of();
  private List<String> verify = List.of();
  private Machines machines = HERE;
  private Optional<String> host = Optional.empty();
  private Optional<String> user = Optional.empty();
  private List<String> argv = List.of();
  private Optional<Path> directory = Optional.empty();
  private Risk risk = Risk.MEDIUM;

  Bench(Path home) {
    this.home = home;
  }

  /** A program of this text in the home folder. */
  Path script(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  Bench input(String name, Input.Type type) {
    return input(name, new Input(type, List.of(), Optional.empty(), Optional.empty()));
  }

  Bench input(String name, Input input) {
    inputs.put(name, input);
    return this;
  }

  Bench timeout(Duration t) {
    timeout = t;
    return this;
  }

  Bench environment(Map<String, String> e) {
    environment = e;
    return this;
  }

  Bench undo(String... argv) {
    undo = List.of(argv);
    return this;
  }

  Bench verify(String... argv) {
    verify = List.of(argv);
    return this;
  }

  Bench machines(Machines m) {
    machines = m;
    return this;
  }

  Bench host(String name) {
    host = Optional.of(name);
    return this;
  }

  Bench user(String name) {
    user = Optional.of(name);
    return this;
  }

  Bench argv(String... a) {
    argv = List.of(a);
    return this;
  }

  Bench directory(Path d) {
    directory = Optional.of(d);
    return this;
  }

  Bench risk(Risk r) {
    risk = r;
    return this;
  }

  CustomAction action(String... argv) {
    return new CustomAction(
        "custom.try-it",
        "",
        "*",
        List.of(argv),
        inputs,
        timeout,
        risk,
        undo,
        verify,
        environment,
        directory,
        host,
        user);
  }

  CustomKind kind(String... argv) {
    return new CustomKind(action(argv), machines, MARKS);
  }

  CustomKind kind() {
    return kind(argv.toArray(String[]::new));
  }

  static CustomArguments with(Map<String, String> values) {
    return new CustomArguments(Optional.of(values));
  }

  static ActionContext context(List<String> objects) {
    return new ActionContext(
        new Target("service", "web"), "1-1", objects, Instant.EPOCH, Duration.ofMinutes(1));
  }

  /** Previews, takes that for approved, and runs. */
  static ActionResult run(CustomKind kind, Map<String, String> values)
      throws ActionException, InterruptedException {
    CustomArguments args = with(values);
    return kind.run(args, context(kind.preview(args, context(List.of())).objects()));
  }
}
