package nightshift.bot.chat.matrix;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;

/** What the room remembers over a restart, in the ledger. */
final class Kept {

  private static final String PREFIX = "matrix/transactions";
  private static final String DEVICE = "matrix/device";
  private static final int ID = 40;

  private final Ledger ledger;
  private final String since;
  private final String doing;

  Kept(Ledger ledger, String room) {
    this.ledger = ledger;
    this.since = "matrix/since/" + room;
    this.doing = "matrix/doing/" + room;
  }

  /** The token of the last batch whose every press is decided; empty before the first. */
  Optional<String> since() {
    return ledger.read(v -> v.kept(since)).filter(t -> !t.isEmpty());
  }

  /** The homeserver does not know the token any more. */
  void forgetSince() {
    ledger.write(tx -> {
      tx.keep(since, "");
      return true;
    });
  }

  /** Everything up to this token is decided and written down. */
  void advance(String token) {
    ledger.write(tx -> {
      tx.keep(since, token);
      tx.keep(doing, "");
      return true;
    });
  }

  /**
   * Takes the right to do what a press asks for, before it is done: the homeserver tells of the
   * press again when we die before the batch is decided.
   *
   * @return false when it was taken before
   */
  boolean begin(String interaction) {
    return ledger.write(tx -> {
      String begun = tx.kept(doing).orElse("");
      boolean known = Arrays.asList(begun.split(" ")).contains(interaction);
      if (!known) {
        tx.keep(doing, begun + " " + interaction);
      }
      return !known;
    });
  }

  /**
   * A transaction id for this key. Another ledger has other ids, so that its first plan is not
   * taken for ours.
   */
  String transaction(String key) {
    String prefix = ledger.read(v -> v.kept(PREFIX)).orElseGet(() -> ledger.write(Kept::newPrefix));
    return "ns-" + Digests.sha256(prefix + " " + key).substring(0, ID);
  }

  private static String newPrefix(LedgerTx tx) {
    return tx.kept(PREFIX)
        .orElseGet(() -> {
          String made = UUID.randomUUID().toString();
          tx.keep(PREFIX, made);
          return made;
        });
  }

  /** How often the card of this plan was found deleted: its next message needs another id. */
  String again(PlanId plan) {
    return ledger.read(v -> v.kept(againKey(plan))).orElse("0");
  }

  /** The card of this plan was found deleted. */
  static void gone(LedgerTx tx, PlanId plan) {
    int before = tx.kept(againKey(plan)).map(Integer::parseInt).orElse(0);
    tx.keep(againKey(plan), String.valueOf(before + 1));
  }

  private static String againKey(PlanId plan) {
    return "matrix/again/" + plan.number();
  }

  /** Notes the device of the token; gives the former one if it was another. */
  Optional<String> device(String now) {
    return ledger.write(tx -> {
      Optional<String> before = tx.kept(DEVICE).filter(d -> !d.equals(now));
      tx.keep(DEVICE, now);
      return before;
    });
  }
}
