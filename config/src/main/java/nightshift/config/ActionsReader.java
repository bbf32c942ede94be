package nightshift.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;

/** Reads {@code actions}: commands that the operator declares. */
final class ActionsReader {

  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "target",
          "argv",
          "inputs",
          "timeout",
          "risk",
          "undo",
          "verify",
          "env",
          "directory",
          "host",
          "user");
  private static final String PREFIX = "custom.";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");
  private static final Pattern KIND = Pattern.compile("\\*|[a-z][a-z0-9-]{0,31}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
  private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

  private final Set<String> names = new HashSet<>();
  private final Map<String, Settings.Host> hosts;

  private ActionsReader(Map<String, Settings.Host> hosts) {
    this.hosts = hosts;
  }

  /**
   * All custom actions.
   *
   * @param hosts where they may run besides here
   */
  static List<CustomAction> read(Fields settings, Map<String, Settings.Host> hosts) {
    ActionsReader reader = new ActionsReader(hosts);
    // Nothing can refer to one without a name of its own.
    return settings.each(
        "actions", at -> at.fields(KEYS).map(reader::action).filter(a -> !a.name().equals(PREFIX)));
  }

  private CustomAction action(Fields f) {
    String name = f.need("name", this::name, "rotate-logs").orElse("");
    Map<String, CustomAction.Input> inputs = InputReader.read(f);
    List<String> argv = argv(f, "argv", inputs);
    if (f.find("argv").isEmpty()) {
      f.self().error("\"argv\" is missing; write for example argv: [/usr/sbin/logrotate, --force]");
    }
    return new CustomAction(
        PREFIX + name,
        f.or("description", Scalars::text, ""),
        f.or("target", at -> Scalars.word(at, KIND, "a target kind, or *"), "*"),
        argv,
        inputs,
        f.or("timeout", ActionsReader::timeout, USUAL_TIMEOUT),
        f.or("risk", at -> Scalars.choice(at, Risk.class), Risk.MEDIUM),
        argv(f, "undo", inputs),
        verify(f, inputs),
        environment(f),
        f.read("directory", Scalars::path),
        f.read("host", this::host),
        f.read("user", at -> Scalars.word(at, USER, "the name of a user")));
  }

  private Optional<String> host(Cursor at) {
    return Scalars.text(at)
        .filter(name -> {
          boolean reached =
              name.equals("local")
                  || (hosts.containsKey(name) && hosts.get(name).ssh().isPresent());
          if (!reached) {
            String shown = Text.line(name, 60);
            at.error(
                "there is no host \""
                    + shown
                    + "\" with ssh"
                    + Nearest.hint(shown, hosts.keySet()));
          }
          return reached;
        });
  }

  private Optional<String> name(Cursor at) {
    return Scalars.word(at, NAME, "a name such as rotate-logs")
        .filter(n -> {
          boolean free = names.add(n);
          if (!free) {
            at.error("another action is called \"" + n + "\" already");
          }
          return free;
        });
  }

  private static Optional<Duration> timeout(Cursor at) {
    return Scalars.span(at)
        .filter(d -> {
          if (d.compareTo(LONGEST) > 0) {
            at.error("must be 1h at most");
          }
          return d.compareTo(LONGEST) <= 0;
        });
  }

  private static List<String> argv(Fields f, String key, Map<String, CustomAction.Input> inputs) {
    Optional<Cursor> at = f.find(key);
    if (at.isEmpty()) {
      return List.of();
    }
    List<Cursor> items = at.get().items();
    List<String> out = new ArrayList<>();
    for (Cursor item : items) {
      Scalars.literal(item).filter(t -> holes(item, t, inputs)).ifPresent(out::add);
    }
    if (at.get().isList() && items.isEmpty()) {
      at.get().error("must name a program");
    } else if (!out.isEmpty()
        && (!out.getFirst().startsWith("/") || out.getFirst().contains("{{"))) {
      items.getFirst().error("must be the program's absolute path; no shell looks for it");
    }
    return List.copyOf(out);
  }

  private static boolean holes(Cursor at, String text, Map<String, CustomAction.Input> inputs) {
    Matcher m = HOLE.matcher(text);
    boolean good = true;
    while (m.find()) {
      if (!inputs.containsKey(m.group(1))) {
        Set<String> known = new TreeSet<>(inputs.keySet());
        String shown = Text.line(m.group(1), 60);
        at.error("there is no input \"" + shown + "\"" + Nearest.hint(shown, known));
        good = false;
      }
    }
    return good;
  }

  // The check also runs where no playbook gives inputs: as a probe.
  private static List<String> verify(Fields f, Map<String, CustomAction.Input> inputs) {
    List<String> argv = argv(f, "verify", inputs);
    f.find("verify").filter(Cursor::isList).map(Cursor::items).orElse(List.of()).stream()
        .filter(at -> Scalars.literal(at).isPresent())
        .forEach(at -> lacking(at, Scalars.literal(at).orElse(""), inputs));
    return argv;
  }

  private static void lacking(Cursor at, String text, Map<String, CustomAction.Input> inputs) {
    HOLE.matcher(text)
        .results()
        .map(m -> m.group(1))
        .filter(name -> inputs.containsKey(name) && inputs.get(name).defaultValue().isEmpty())
        .forEach(name ->
            at.error("nobody gives \"" + name + "\" when verifying; declare a default for it"));
  }

  private static Map<String, String> environment(Fields f) {
    Map<String, String> out = new LinkedHashMap<>();
    f.read("env", Cursor::entries)
        .ifPresent(all ->
            all.forEach((name, at) -> {
              if (VARIABLE.matcher(name).matches()) {
                Scalars.text(at).ifPresent(v -> out.put(name, v));
              } else {
                at.errorAtKey("is not a name that an environment variable can have");
              }
            }));
    return Map.copyOf(out);
  }
}
