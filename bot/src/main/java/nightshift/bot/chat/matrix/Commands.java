package nightshift.bot.chat.matrix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import nightshift.bot.chat.desk.Answer;
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.desk.HistoryFilter;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.action.Durations;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;

/** Messages that begin with {@code !}, as people in the room write them. */
final class Commands {

  private static final List<String> FILTERS =
      List.of("state", "status", "playbook", "target", "since", "page");

  private final Voters voters;
  private final Answers answers;
  private final Deeds deeds;
  private final Desk desk;

  Commands(Voters voters, Answers answers, Deeds deeds, Desk desk) {
    this.voters = voters;
    this.answers = answers;
    this.deeds = deeds;
    this.desk = desk;
  }

  /** Does what a message asks for, if it is a command of ours, written as one. */
  void handle(Event message) throws MatrixException, InterruptedException {
    boolean text = message.content().path("msgtype").asText("").equals("m.text");
    // Somebody who corrects an old message has not written a command now.
    boolean written = text && !message.redacted() && !message.relation().equals("m.replace");
    Optional<Spoken> spoken =
        written ? Spoken.parse(message.content().path("body").asText("")) : Optional.empty();
    if (spoken.isEmpty()) {
      return;
    }
    String what = "looking who wrote !" + spoken.get().verb();
    Optional<Voter> voter = voters.of(what, message, "");
    if (voter.isPresent()) {
      String thread = message.relation().equals("m.thread") ? message.target() : "";
      Answers.To to = new Answers.To(thread, message.id(), message.sender());
      carryOut(spoken.get(), voter.get(), to);
    }
  }

  private void carryOut(Spoken s, Voter voter, Answers.To to)
      throws MatrixException, InterruptedException {
    switch (s.verb()) {
      case "approve",
          "reject",
          "undo",
          "retry",
          "settle",
          "cancel",
          "close-breaker",
          "canary",
          "helped",
          "not-helped" ->
          decide(s, voter, to);
      case "pause", "resume" ->
          deeds.tell(to, s.verb(), deeds.once(to.event(), () -> brake(s, voter)), "");
      case "stats" -> stats(desk.stats(voter), to);
      default -> read(to, desk.knows(voter), answer(s, voter));
    }
  }

  private void stats(Desk.Stats stats, Answers.To to) throws MatrixException, InterruptedException {
    if (stats.report() == null) {
      read(to, false, stats.answer());
    } else {
      answers.drawn(to, stats);
    }
  }

  private void read(Answers.To to, boolean known, Answer answer)
      throws MatrixException, InterruptedException {
    if (known) {
      answers.quietly(to, answer);
    } else {
      answers.once(to, "read", answer.title());
    }
  }

  private void decide(Spoken s, Voter voter, Answers.To to)
      throws MatrixException, InterruptedException {
    Optional<PlanId> plan = s.plan();
    Receipt receipt =
        plan.isEmpty()
            ? invalid("Which plan? Write for example !" + s.verb() + " 142")
            : receipt(s, plan.get(), voter, to.event());
    String verb = s.verb().equals("settle") ? "SETTLE_FIXED" : s.verb().toUpperCase(Locale.ROOT);
    deeds.tell(to, verb, receipt, "");
  }

  private Receipt receipt(Spoken s, PlanId plan, Voter voter, String message) {
    Counter counter = deeds.counter();
    return switch (s.verb()) {
      case "approve" -> deeds.approve(plan, s.words(), voter, message);
      case "reject" ->
          deeds.decided(message, () -> counter.reject(plan, s.words(), voter, message));
      case "undo" -> deeds.once(message, () -> counter.undo(plan, voter, message));
      case "retry" -> deeds.once(message, () -> counter.retry(plan, voter, message));
      case "cancel" -> deeds.decided(message, () -> counter.reject(plan, "", voter, message));
      case "canary" -> deeds.decided(message, () -> counter.canary(plan, voter, message));
      case "close-breaker" -> deeds.once(message, () -> counter.closeBreaker(plan, voter));
      case "helped" -> deeds.decided(message, () -> feedback(plan, true, voter, message));
      case "not-helped" -> deeds.decided(message, () -> feedback(plan, false, voter, message));
      default -> settle(s, plan, voter, message);
    };
  }

  private Receipt feedback(PlanId plan, boolean helped, Voter voter, String message) {
    return deeds.counter().feedback(plan, helped, voter, message);
  }

  private Receipt settle(Spoken s, PlanId plan, Voter voter, String message) {
    Spoken how = new Spoken("", s.words()).next();
    return switch (how.verb()) {
      case "fixed", "failed" -> {
        boolean fixed = how.verb().equals("fixed");
        yield deeds.decided(
            message, () -> deeds.counter().settle(plan, fixed, voter, message, how.rest()));
      }
      default ->
          invalid("How did it end? Write !settle %d fixed, or failed".formatted(plan.number()));
    };
  }

  private static Receipt invalid(String sentence) {
    return new Receipt(Verdict.INVALID, sentence, null);
  }

  private Receipt brake(Spoken s, Voter voter) {
    Counter counter = deeds.counter();
    if (s.verb().equals("resume")) {
      return counter.resume(voter);
    }
    boolean timed = Durations.parse(s.next().verb()).filter(Duration::isPositive).isPresent();
    return timed
        ? counter.pause(s.next().rest(), s.next().verb(), voter)
        : counter.pause(s.rest(), "", voter);
  }

  private Answer answer(Spoken s, Voter voter) {
    return switch (s.verb()) {
      case "pending" -> desk.pending(voter);
      case "history" -> history(s, voter);
      case "show" -> s.plan().map(p -> desk.show(p, voter)).orElseGet(() -> which(s));
      case "why" -> s.plan().map(p -> desk.why(p, voter)).orElseGet(() -> which(s));
      default -> new Answer("Write", Spoken.HELP, false, false);
    };
  }

  private static Answer which(Spoken s) {
    return Answer.of("Which plan? Write for example !remediation " + s.verb() + " 142");
  }

  private Answer history(Spoken s, Voter voter) {
    Map<String, String> pairs = s.pairs();
    TreeSet<String> unknown = new TreeSet<>(pairs.keySet());
    FILTERS.forEach(unknown::remove);
    String page = pairs.getOrDefault("page", "1");
    boolean twice = pairs.containsKey("state") && pairs.containsKey("status");
    if (!unknown.isEmpty() || twice || !page.matches("[1-9]\\d{0,3}")) {
      return Answer.of(
          "History is filtered by state=, playbook=, target=, since= and page=, such as"
              + " !remediation history state=failed since=7d");
    }
    HistoryFilter filter =
        new HistoryFilter(
            pairs.getOrDefault("state", pairs.getOrDefault("status", "")),
            pairs.getOrDefault("playbook", ""),
            pairs.getOrDefault("target", ""),
            pairs.getOrDefault("since", ""));
    int number = Integer.parseInt(page);
    Answer found = desk.history(filter, number, voter);
    if (!found.older()) {
      return found;
    }
    List<String> lines = new ArrayList<>(found.lines());
    lines.add("older ones: the same with page=" + (number + 1));
    return new Answer(found.title(), lines, found.newer(), true);
  }
}
