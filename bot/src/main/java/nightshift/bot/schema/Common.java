package nightshift.bot.schema;

import java.util.List;
import nightshift.engine.action.Risk;

/** What both files have. */
final class Common {

  /** The name of {@link #match} among the definitions. */
  static final String MATCH = "match";

  private Common() {}

  /** A list of words. */
  static Shape words() {
    return Shape.list(Shape.text());
  }

  /** A list of alerts' properties, of which all have to hold. */
  static Shape matches() {
    return Shape.list(Shape.named(MATCH));
  }

  /** One property of an alert. */
  static Shape match() {
    Shape found =
        Shape.keys()
            .with(
                List.of("title", "message"), Shape.text().about("a pattern that is searched (RE2)"))
            .with("source", Shape.text())
            .with("any", matches().about("one of these has to hold"))
            .single();
    return Shape.oneOf(
        Shape.text().about("a matcher as Alertmanager's: alertname=\"DiskFull\""), found);
  }

  /** Who may allow a plan. */
  static Shape approval() {
    return approvers()
        .with("groups", Shape.list(approvers()).about("every group has to be satisfied"))
        .with("expires", Shape.duration())
        .with("escalate", Shape.keys().need("after", Shape.duration()).need("to", Shape.text()))
        .with("not_initiator", Shape.flag())
        .with("deny", Shape.whole().about("how many have to say no to end it"))
        .with("reason", Shape.choice(List.of("optional", "required")))
        .with("grace", Shape.duration().about("after the last approval, Cancel works so long"));
  }

  private static Shape approvers() {
    return Shape.keys()
        .with("approve", Shape.whole().about("how many have to say yes"))
        .with("roles", words())
        .with("people", words());
  }

  /** A risk. */
  static Shape risk() {
    return Shape.choice(Risk.class);
  }
}
