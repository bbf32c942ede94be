package nightshift.config.rehearsal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nightshift.config.playbook.Known;
import nightshift.config.rehearsal.PlaybookTest.Said;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Text;

/** Reads the tests of one file. */
final class TestReader {

  /** When every rehearsed alert began: long ago, so that {@code for} is over. */
  static final Instant BEGAN = Instant.EPOCH;

  private static final List<String> FILE = List.of("playbook", "tests");
  private static final List<String> TEST = List.of("name", "alert", "readings", "expect");
  private static final List<String> ALERT =
      List.of("source", "title", "message", "severity", "category", "labels", "details");
  private static final List<String> SAID = List.of("fails", "healthy", "value", "facts", "lines");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]*");

  private final Known known;
  private final Path file;

  TestReader(Known known, Path file) {
    this.known = known;
    this.file = file;
  }

  /** The tests here; without meaning when their source has noted errors. */
  List<PlaybookTest> read(Cursor root) {
    Optional<Fields> fields = root.fields(FILE);
    if (fields.isEmpty()) {
      return List.of();
    }
    Fields f = fields.get();
    String playbook =
        f.need("playbook", at -> Scalars.word(at, NAME, "a playbook's name"), "disk-full")
            .orElse("");
    if (f.find("tests").map(Cursor::items).filter(l -> !l.isEmpty()).isEmpty()) {
      f.self().error("\"tests\" is missing, or lists none");
    }
    return f.each("tests", at -> at.fields(TEST).flatMap(t -> test(t, at, playbook)));
  }

  private Optional<PlaybookTest> test(Fields f, Cursor at, String playbook) {
    Optional<String> name = f.need("name", Scalars::text, "a full disk gets its cache emptied");
    Optional<Alert> alert =
        f.need("alert", a -> a.fields(ALERT), "{ title: …, labels: { … } }").map(this::alert);
    Map<String, Said> readings = readings(f);
    Optional<PlaybookTest.Expected> expected =
        f.need("expect", e -> new ExpectReader(known).read(e, playbook), "{ target: … }");
    if (name.isEmpty() || alert.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PlaybookTest(file, at.line(), name.get(), alert.get(), readings, expected.get()));
  }

  private Alert alert(Fields f) {
    return new Alert(
        "rehearsal",
        f.or("source", Scalars::text, "api"),
        "rehearsal",
        f.or("category", at -> Scalars.choice(at, Category.class), Category.AVAILABILITY),
        f.or("severity", at -> Scalars.choice(at, Severity.class), Severity.HIGH),
        f.or("title", Scalars::text, "rehearsed"),
        f.or("message", Scalars::literal, ""),
        texts(f, "labels"),
        typed(f, "details"),
        BEGAN,
        BEGAN);
  }

  private static SequencedMap<String, String> texts(Fields f, String key) {
    SequencedMap<String, String> out = new LinkedHashMap<>();
    f.read(key, Cursor::entries)
        .ifPresent(all -> all.forEach((k, v) -> Scalars.literal(v).ifPresent(t -> out.put(k, t))));
    return out;
  }

  private static SequencedMap<String, Object> typed(Fields f, String key) {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    f.read(key, Cursor::entries)
        .ifPresent(all ->
            all.forEach(
                (k, v) -> Scalars.literal(v).ifPresent(t -> out.put(k, Scalars.typed(v, t)))));
    return out;
  }

  private Map<String, Said> readings(Fields f) {
    Map<String, Said> out = new LinkedHashMap<>();
    f.read("readings", Cursor::entries)
        .ifPresent(all ->
            all.forEach((probe, at) -> {
              if (!known.probes().contains(probe)) {
                String shown = Text.line(probe, 60);
                at.errorAtKey(
                    "there is no probe \""
                        + shown
                        + "\""
                        + Nearest.hint(shown, new TreeSet<>(known.probes())));
              }
              at.fields(SAID).ifPresent(s -> out.put(probe, said(s)));
            }));
    return out;
  }

  private static Said said(Fields f) {
    List<String> lines = new ArrayList<>(f.each("lines", Scalars::literal));
    return new Said(
        f.read("fails", Scalars::text),
        f.or("healthy", Scalars::flag, false),
        f.read("value", Scalars::number).orElse(null),
        typed(f, "facts"),
        lines);
  }
}
