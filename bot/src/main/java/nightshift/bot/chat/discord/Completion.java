package nightshift.bot.chat.discord;

import java.util.List;
import java.util.Locale;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.desk.PlanText;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.PlanQuery;

/** Offers plans, playbooks and targets while somebody types a command. */
final class Completion extends ListenerAdapter {

  private static final int LOOKED_AT = 200;

  private final Ledger ledger;
  private final Desk desk;

  Completion(Ledger ledger, Desk desk) {
    this.ledger = ledger;
    this.desk = desk;
  }

  @Override
  public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent e) {
    String typed = e.getFocusedOption().getValue().toLowerCase(Locale.ROOT);
    boolean known = desk.knows(Presser.of(e, null));
    List<Choice> choices =
        !known
            ? List.of()
            : switch (e.getFocusedOption().getName()) {
              case "id" -> plans(typed, String.valueOf(e.getSubcommandName()));
              case "playbook" -> words("playbooks", typed);
              case "target" -> words("targets", typed);
              default -> List.of();
            };
    e.replyChoices(choices).complete();
  }

  private List<Choice> plans(String typed, String command) {
    PlanQuery query =
        switch (command) {
          case "approve", "reject" -> PlanQuery.in(LOOKED_AT, PlanState.AWAITING_APPROVAL);
          default -> PlanQuery.in(LOOKED_AT);
        };
    return ledger.read(v -> v.plans(query)).stream()
        .filter(p -> PlanText.line(p).toLowerCase(Locale.ROOT).contains(typed))
        .limit(Limits.CHOICES)
        .map(Completion::choice)
        .toList();
  }

  private static Choice choice(Plan p) {
    return new Choice(Markdown.clipped(PlanText.line(p), Limits.CHOICE), p.id().number());
  }

  private List<Choice> words(String of, String typed) {
    return ledger.read(v -> v.known()).getOrDefault(of, List.of()).stream()
        .filter(w -> w.length() <= Limits.CHOICE && w.toLowerCase(Locale.ROOT).contains(typed))
        .limit(Limits.CHOICES)
        .map(w -> new Choice(w, w))
        .toList();
  }
}
