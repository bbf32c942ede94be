package nightshift.config.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.ApprovalReader;
import nightshift.config.match.MatchReader;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Matching;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.playbook.Template;

/** Reads one playbook. */
final class PlaybookReader {

  private static final List<String> KEYS =
      List.of(
          "playbook",
          "description",
          "match",
          "when",
          "target",
          "for",
          "diagnose",
          "confidence",
          "risk",
          "steps",
          "verify",
          "limits",
          "autonomy",
          "approval",
          "rollback");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]*");
  private static final Pattern TARGET = Pattern.compile("([a-z][a-z0-9-]{0,31}):(.+)");
  private static final int PRIOR = 70;
  private static final int MAX_STEPS = 50;

  private final Known known;

  PlaybookReader(Known known) {
    this.known = known;
  }

  /** The playbook here; without meaning when its source has noted errors. */
  Optional<Playbook> read(Cursor root) {
    return root.fields(KEYS).flatMap(this::playbook);
  }

  private Optional<Playbook> playbook(Fields f) {
    Optional<String> name =
        f.need("playbook", at -> Scalars.word(at, NAME, "a name such as disk.full"), "disk.full");
    Optional<Matching> matching = f.need("match", MatchReader::all, "['alertname=\"DiskFull\"']");
    Optional<String> written =
        f.need("target", Scalars::text, "'container:{{ details.containerName }}'");
    String kind = written.flatMap(t -> kind(f, t)).orElse("");
    Optional<Template> target =
        written.flatMap(t -> f.read("target", at -> Templates.target(at, t)));
    Optional<Condition> when = f.read("when", CelConditions::read);
    Optional<Verify> verify = new VerifyReader(known).read(f, kind);
    Work work = work(f, kind);
    Rules rules = rules(f);
    Looks looks = looks(f);
    if (name.isEmpty() || matching.isEmpty() || target.isEmpty() || verify.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Playbook(
            new PlaybookRef(name.get(), Digests.sha256(f.self().canonical())),
            looks.description,
            matching.get(),
            when,
            target.get(),
            looks.persist,
            looks.diagnose,
            looks.confidence,
            work.risk,
            work.steps,
            verify.get(),
            rules.limits,
            rules.ladder.start(),
            rules.approval,
            rules.rollback,
            rules.ladder.upTo()));
  }

  private record Looks(
      String description, Duration persist, List<String> diagnose, int confidence) {}

  private Looks looks(Fields f) {
    return new Looks(
        f.or("description", Scalars::text, ""),
        f.or("for", Scalars::duration, Duration.ZERO),
        f.each("diagnose", at -> VerifyReader.probe(at, known)),
        f.or("confidence", at -> Scalars.whole(at, 0, 100), PRIOR));
  }

  private record Work(List<StepTemplate> steps, Optional<Risk> risk) {}

  private Work work(Fields f, String kind) {
    Optional<Cursor> at = f.need("steps", Optional::of, "[container.restart: {}]");
    at.filter(Cursor::isList).ifPresent(PlaybookReader::count);
    StepReader reader = new StepReader(known, kind);
    List<StepTemplate> steps = f.each("steps", reader::read);
    return new Work(steps, f.read("risk", risk -> risk(risk, reader.floor(steps))));
  }

  private static void count(Cursor steps) {
    int count = steps.items().size();
    if (count == 0) {
      steps.error("must not be empty: a playbook without steps does nothing");
    } else if (count > MAX_STEPS) {
      steps.error("has " + count + " steps; " + MAX_STEPS + " are allowed");
    }
  }

  private record Rules(
      Limits limits,
      LadderReader.Ladder ladder,
      Optional<ApprovalRule> approval,
      Rollback rollback) {}

  private Rules rules(Fields f) {
    return new Rules(
        LimitsReader.read(f),
        f.or("autonomy", LadderReader::read, LadderReader.USUAL),
        f.read("approval", new ApprovalReader(known.people())::read),
        f.or("rollback", at -> Scalars.choice(at, Rollback.class), Rollback.ON_WORSE));
  }

  private Optional<String> kind(Fields f, String target) {
    Cursor at = f.find("target").orElseThrow();
    Matcher m = TARGET.matcher(target);
    if (!m.matches()) {
      at.error("must begin with its kind, such as container:{{ details.containerName }}");
      return Optional.empty();
    }
    if (!known.measures().containsKey(m.group(1))) {
      at.error(
          "unknown target kind \""
              + m.group(1)
              + "\""
              + Nearest.hint(m.group(1), known.measures().keySet().stream().sorted().toList()));
      return Optional.empty();
    }
    return Optional.of(m.group(1));
  }

  private static Optional<Risk> risk(Cursor at, Risk floor) {
    return Scalars.choice(at, Risk.class)
        .filter(r -> {
          if (r.compareTo(floor) < 0) {
            at.error(
                "is "
                    + r.word()
                    + ", but its steps are "
                    + floor.word()
                    + " at least; it can only be raised");
          }
          return r.compareTo(floor) >= 0;
        });
  }
}
