package nightshift.engine.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.card.LadderWords;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Evidence;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Standing;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/**
 * How much each playbook may do by itself: its file says where it begins and how far it may rise,
 * outcomes and people say where it stands between. Down goes by itself and at once.
 */
final class Ladder {

  /** The kind of target that a playbook is, for plans about it. */
  static final String KIND = "playbook";

  private Ladder() {}

  /**
   * This playbook with the autonomy that it has now for a plan of this risk: never more than its
   * file allows.
   */
  static Playbook effective(LedgerView view, Playbook playbook, Risk risk) {
    return standing(view, playbook)
        .map(s -> s.rung(risk))
        .map(rung -> rung.compareTo(playbook.upTo()) > 0 ? playbook.upTo() : rung)
        .map(playbook::at)
        .orElse(playbook);
  }

  /** Where this content of the playbook stands; empty when the ledger knows another. */
  static Optional<Standing> standing(LedgerView view, Playbook playbook) {
    return view.standing(playbook.ref().name()).filter(s -> s.playbook().equals(playbook.ref()));
  }

  /** Why a playbook asks that did not always have to; empty for one that always did. */
  static Optional<String> lowered(LedgerView view, Playbook playbook, Risk risk) {
    return standing(view, playbook)
        .filter(s -> s.rung() == Autonomy.ASK && !s.why().isEmpty())
        .map(s -> "it asks again: " + s.why())
        .or(() -> beyond(view, playbook, risk));
  }

  /** Why a playbook asks that was let run unasked, but not with this risk. */
  private static Optional<String> beyond(LedgerView view, Playbook playbook, Risk risk) {
    return standing(view, playbook)
        .filter(s -> s.beyond(risk))
        .map(s -> LadderWords.beyond(s, risk));
  }

  /**
   * Why a plan that nobody was asked about may no longer run unasked: what allowed it is not in
   * force any more. Empty while it is.
   */
  static Optional<String> withdrawn(LedgerView view, Library library, Plan plan) {
    Plan.Draft d = plan.draft();
    Playbook playbook = library.playbook(d.playbook().name()).orElse(null);
    if (playbook == null) {
      return Optional.of("its playbook is gone");
    }
    if (!playbook.ref().equals(d.playbook())) {
      return Optional.of("its playbook changed since it was drawn up");
    }
    if (!effective(view, playbook, d.risk()).autonomy().unasked()) {
      return beyond(view, playbook, d.risk()).or(() -> Optional.of("its playbook asks by now"));
    }
    return d.risk().compareTo(library.rules().automaticUpTo()) > 0
        ? Optional.of(d.risk().word() + " risk is not automatic here any more")
        : Optional.empty();
  }

  /** Takes the playbooks as they are now; a changed one begins anew. Returns plans that moved. */
  static List<Plan> load(LedgerTx tx, List<Playbook> playbooks, Instant now) {
    List<Plan> moved = new ArrayList<>();
    for (Playbook p : playbooks) {
      Optional<Standing> known = tx.standing(p.ref().name());
      if (known.filter(s -> s.playbook().equals(p.ref())).isPresent()) {
        continue;
      }
      boolean falls = known.filter(s -> s.rung().compareTo(p.autonomy()) > 0).isPresent();
      String why = falls ? "the playbook changed" : "";
      tx.stand(Standing.begun(p.ref(), p.autonomy(), p.upTo(), now, why));
      known.ifPresent(before -> {
        moved.addAll(withdraw(tx, before, "the playbook changed", now));
        if (falls) {
          newest(tx, before).ifPresent(plan -> say(tx, plan, before, why, now));
        }
      });
    }
    return moved;
  }

  private static Optional<Plan> newest(LedgerView view, Standing s) {
    PlanQuery query = new PlanQuery(List.of(), s.playbook().name(), null, null, null, 1, 0);
    return view.plans(query).stream().findFirst();
  }

  private static void say(LedgerTx tx, Plan plan, Standing before, String why, Instant now) {
    List<String> roles =
        plan.draft().approval().groups().stream()
            .flatMap(g -> g.roles().stream())
            .distinct()
            .toList();
    tx.say(plan.id(), "demoted", LadderWords.demoted(before, why, roles), now);
  }

  /** Takes trust back if what was just learned says so. Part of the same transaction. */
  static void learned(LedgerTx tx, Plan plan, Lesson lesson, TrackRecord record) {
    tx.standing(plan.draft().playbook().name())
        .filter(s -> s.playbook().equals(plan.draft().playbook()))
        .filter(s -> s.rung().compareTo(Autonomy.ASK) > 0 || s.heldSince() != null)
        .ifPresent(s ->
            Evidence.against(lesson.outcome(), record)
                .ifPresent(why -> demote(tx, plan, s, why, lesson.at())));
  }

  /** Puts a playbook back where its file lets it begin, if it stands lower: by a person's word. */
  static void reinstate(LedgerTx tx, PlaybookRef playbook, String why, Instant now) {
    tx.standing(playbook.name())
        .filter(s -> s.playbook().equals(playbook))
        .filter(s -> s.rung().compareTo(s.start()) < 0)
        .ifPresent(s -> tx.stand(s.at(s.start(), Standing.UNLIMITED, now, why)));
  }

  private static void demote(LedgerTx tx, Plan plan, Standing before, String why, Instant now) {
    String because = why + " (plan " + plan.id() + ")";
    if (before.rung().compareTo(Autonomy.ASK) > 0) {
      tx.stand(before.asking(now, because));
      say(tx, plan, before, because, now);
    } else {
      tx.stand(before.held(null, before.heldFor()));
    }
    withdraw(tx, before, because, now);
  }

  /** A proposal that waits is void: its evidence is gone. */
  private static List<Plan> withdraw(LedgerTx tx, Standing s, String why, Instant now) {
    return tx
        .livePlan(target(s.playbook().name()))
        .filter(p -> p.state() == PlanState.AWAITING_APPROVAL || p.state() == PlanState.APPROVED)
        .flatMap(p -> tx.apply(p, new PlanEvent.Cancelled(now, why), Sentences.AUTOMATIC))
        .stream()
        .toList();
  }

  /** The playbook as a target. */
  static Target target(String playbook) {
    return new Target(KIND, playbook);
  }
}
