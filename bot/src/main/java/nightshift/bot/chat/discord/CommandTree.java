package nightshift.bot.chat.discord;

import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import nightshift.engine.plan.PlanState;

/** The command {@code /remediation}, as Discord is told of it. */
final class CommandTree {

  /** Its name. */
  static final String NAME = "remediation";

  private static final int LONGEST_REASON = 1_000;

  private CommandTree() {}

  /**
   * The whole tree. That Discord hides it from some is a courtesy; we always ask who somebody is.
   */
  static SlashCommandData definition() {
    return Commands.slash(NAME, "Plans that put things right")
        .setContexts(InteractionContextType.GUILD)
        .setDefaultPermissions(
            DefaultMemberPermissions.enabledFor(Permission.USE_APPLICATION_COMMANDS))
        .addSubcommands(
            history(),
            sub("pending", "Plans that wait for somebody").addOptions(open()),
            sub("show", "All about one plan").addOptions(id(), open()),
            sub("why", "Why a plan is what it is, and why it asks").addOptions(id(), open()),
            sub("approve", "Approve a plan as it stands now")
                .addOptions(
                    id(), text("target", "Of a critical plan: its target, typed"), reason(false)),
            sub("canary", "Approve the plans of a storm, one of them first").addOptions(id()),
            sub("reject", "Reject a plan").addOptions(id(), reason(true)),
            sub("undo", "Draw up a plan that undoes this one").addOptions(id()),
            sub("stats", "How the plans of the last seven days ended").addOptions(open()),
            sub("pause", "Begin nothing new")
                .addOptions(
                    reason(false), text("for", "How long, such as 2h; until resumed if empty")),
            sub("resume", "Lift the pause"));
  }

  private static SubcommandData history() {
    OptionData status = text("status", "Only plans in this state");
    PlanState.words().forEach(w -> status.addChoice(w.replace('_', ' '), w));
    return sub("history", "Plans, newest first")
        .addOptions(
            status,
            text("playbook", "Only plans of this playbook").setAutoComplete(true),
            text("target", "Only plans for this target").setAutoComplete(true),
            text("since", "Only plans of the last, such as 12h or 7d"),
            new OptionData(OptionType.INTEGER, "page", "Which page").setRequiredRange(1, 9_999),
            open());
  }

  private static SubcommandData sub(String name, String description) {
    return new SubcommandData(name, description);
  }

  private static OptionData text(String name, String description) {
    return new OptionData(OptionType.STRING, name, description).setMaxLength(200);
  }

  private static OptionData id() {
    return new OptionData(OptionType.INTEGER, "id", "The plan's number", true, true).setMinValue(1);
  }

  private static OptionData reason(boolean required) {
    return new OptionData(OptionType.STRING, "reason", "Why", required)
        .setMaxLength(LONGEST_REASON);
  }

  private static OptionData open() {
    return new OptionData(OptionType.BOOLEAN, "public", "Show the answer to everybody here");
  }
}
