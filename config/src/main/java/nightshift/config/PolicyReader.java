package nightshift.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.policy.Guards;

/** Reads {@code approval}, {@code automatic}, {@code protect} and the guards of every playbook. */
final class PolicyReader {

  /** Nobody approves anything; only low risks of playbooks that say so run by themselves. */
  static final PolicySettings USUAL =
      new PolicySettings(Map.of(), Risk.LOW, 3, 10, Duration.ofHours(1), List.of(), Guards.USUAL);

  private static final List<String> RISKS = List.of("low", "medium", "high", "critical");
  private static final List<String> AUTOMATIC =
      Stream.concat(Stream.of("up_to", "max_in_flight", "max", "per"), GuardsReader.BRAKES.stream())
          .toList();
  private static final List<String> APPROVAL =
      Stream.concat(RISKS.stream(), Stream.of("solo", "cases")).toList();
  private static final Pattern TARGET = Pattern.compile("[a-z*][a-z0-9*-]*:\\S+");

  private enum Reach {
    LOW,
    MEDIUM
  }

  private PolicyReader() {}

  /** The policy. */
  static PolicySettings read(Fields f, List<Settings.Member> people) {
    Optional<Fields> rules = f.read("approval", at -> at.fields(APPROVAL));
    Optional<Fields> automatic = f.read("automatic", at -> at.fields(AUTOMATIC));
    Map<Risk, ApprovalRule> approval = approval(f, rules, people);
    List<String> protect = f.each("protect", PolicyReader::target);
    Guards guards = GuardsReader.read(f, automatic, rules, people);
    return automatic
        .map(a -> automatic(a, approval, protect, guards))
        .orElseGet(() ->
            new PolicySettings(
                approval,
                USUAL.automaticUpTo(),
                USUAL.maxInFlight(),
                USUAL.maxAutomatic(),
                USUAL.automaticWindow(),
                protect,
                guards));
  }

  private static PolicySettings automatic(
      Fields a, Map<Risk, ApprovalRule> approval, List<String> protect, Guards guards) {
    Reach reach = a.or("up_to", at -> Scalars.choice(at, Reach.class), Reach.LOW);
    return new PolicySettings(
        approval,
        reach == Reach.LOW ? Risk.LOW : Risk.MEDIUM,
        a.or("max_in_flight", at -> Scalars.whole(at, 1, 100), USUAL.maxInFlight()),
        a.or("max", at -> Scalars.whole(at, 0, 10_000), USUAL.maxAutomatic()),
        a.or("per", Scalars::span, USUAL.automaticWindow()),
        protect,
        guards);
  }

  private static Map<Risk, ApprovalRule> approval(
      Fields f, Optional<Fields> written, List<Settings.Member> people) {
    Map<Risk, ApprovalRule> out = new EnumMap<>(Risk.class);
    ApprovalReader reader = new ApprovalReader(people);
    written.ifPresent(rules -> {
      for (Risk risk : Risk.values()) {
        rules.read(risk.word(), reader::read).ifPresent(rule -> out.put(risk, rule));
      }
    });
    if (!people.isEmpty() && f.find("approval").isEmpty()) {
      f.self().warning("has people but no \"approval\", so nobody can approve a plan");
    }
    return Map.copyOf(out);
  }

  /** A glob of {@code kind:name}. */
  static Optional<String> target(Cursor at) {
    return Scalars.text(at)
        .filter(t -> {
          boolean good = t.length() <= 300 && TARGET.matcher(t).matches();
          if (!good) {
            at.error("must be kind:name, where * stands for anything, such as container:db*");
          }
          return good;
        });
  }
}
