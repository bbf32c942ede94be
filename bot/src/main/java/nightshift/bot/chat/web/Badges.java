package nightshift.bot.chat.web;

import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.PlanState;

/** Risk and state as a colour, a word and a shape, so that no one of the three is needed. */
final class Badges {

  private Badges() {}

  /** How good or bad a state is for whoever looks. */
  enum Tone {
    WAIT,
    RUN,
    DOUBT,
    GOOD,
    BAD,
    QUIET
  }

  /** The risk. */
  static DomContent risk(Risk risk) {
    String shape =
        switch (risk) {
          case LOW -> "<circle cx='8' cy='8' r='5.5'/>";
          case MEDIUM -> "<path d='M8 2 14.5 13.5H1.5Z'/>";
          case HIGH -> "<path d='M8 1 15 8 8 15 1 8Z'/>";
          case CRITICAL ->
              "<path fill-rule='evenodd' d='M5 1h6l4 4v6l-4 4H5l-4-4V5ZM7 3.5v5.5h2V3.5ZM7 10.5v2h2v-2Z'/>";
        };
    return span(Html.icon(shape.replace('\'', '"')), text(risk.word() + " risk"))
        .withClass("badge risk")
        .withData("risk", risk.word());
  }

  /**
   * The state.
   *
   * @param cameBack whether what it fixed fired again within its watch: then it is no success
   */
  static DomContent state(PlanState state, boolean cameBack) {
    boolean overturned = cameBack && state == PlanState.RESOLVED;
    return span(
            span().withClass("dot").attr("aria-hidden", "true"),
            text(overturned ? "Came back" : word(state)))
        .withClass("badge state")
        .withData("tone", tone(state, cameBack).name().toLowerCase(java.util.Locale.ROOT));
  }

  /** The tone of a state; see {@link #state}. */
  static Tone tone(PlanState state, boolean cameBack) {
    return cameBack && state == PlanState.RESOLVED ? Tone.BAD : tone(state);
  }

  private static Tone tone(PlanState state) {
    return switch (state) {
      case AWAITING_APPROVAL -> Tone.WAIT;
      case DRAFTED, APPROVED, EXECUTING, VERIFYING, ROLLING_BACK -> Tone.RUN;
      case IN_DOUBT -> Tone.DOUBT;
      case RESOLVED -> Tone.GOOD;
      case FAILED -> Tone.BAD;
      case ROLLED_BACK, REJECTED, EXPIRED, CANCELLED, SUPERSEDED, BLOCKED, SHADOWED -> Tone.QUIET;
    };
  }

  /** The state in a word or two, the same as everywhere. */
  static String word(PlanState state) {
    return word(state.word());
  }

  /** A word of the vocabulary of states, as it is shown. */
  static String word(String of) {
    String word = of.replace('_', ' ');
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
