package nightshift.bot.chat.discord;

import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.modals.Modal;

/** The questions that open in a window of their own. Pure. */
final class Windows {

  /** The field with a rejection's reason. */
  static final String REASON = "reason";

  /** The field with the target's name, typed. */
  static final String TARGET = "target";

  private static final int LONGEST_REASON = 1_000;

  private static final String HINT =
      "As it stands in the plan, without its kind: web, not container:web";

  private Windows() {}

  /** Why not? */
  static Modal reason(PressId press) {
    TextInput field =
        TextInput.create(REASON, TextInputStyle.PARAGRAPH)
            .setRequiredRange(1, LONGEST_REASON)
            .setRequired(true)
            .build();
    return Modal.create(press.toString(), "Reject plan " + press.plan())
        .addComponents(Label.of("Why not?", field))
        .build();
  }

  /** Why? And for a critical plan: what does it act on? */
  static Modal approval(PressId press) {
    TextInput why =
        TextInput.create(REASON, TextInputStyle.PARAGRAPH)
            .setRequiredRange(1, LONGEST_REASON)
            .setRequired(true)
            .build();
    Modal.Builder window =
        Modal.create(press.toString(), "Approve plan " + press.plan())
            .addComponents(Label.of("Why may it run?", why));
    if (press.named()) {
      window.addComponents(target());
    }
    return window.build();
  }

  /** Are you sure? A critical plan is approved by who can name what it acts on. */
  static Modal target(PressId press) {
    return Modal.create(press.toString(), "Critical: approve plan " + press.plan())
        .addComponents(target())
        .build();
  }

  private static Label target() {
    TextInput field =
        TextInput.create(TARGET, TextInputStyle.SHORT)
            .setRequiredRange(1, LONGEST_REASON)
            .setRequired(true)
            .build();
    return Label.of("Type the name of the target", HINT, field);
  }
}
