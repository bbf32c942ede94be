package nightshift.bot.action.zfs;

import java.util.Optional;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;

/** Finds the ZFS of the machine that a target is on, and says what went wrong there. */
record Where(Machines machines) {

  /** The ZFS that this target is about, and what the target is called there. */
  record Found(Zfs zfs, String name) {

    /** The pool that holds it. */
    String pool() {
      return name.split("/", 2)[0];
    }
  }

  /** For a look. */
  Found look(Target target) throws ProbeException {
    if (!target.kind().equals("zfs")) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET, "looking at " + target + ": this is no ZFS pool");
    }
    return find(target)
        .orElseThrow(() ->
            new ProbeException(
                ProbeException.Kind.NO_SUCH_TARGET,
                "looking at " + target + ": the inventory has no such machine"));
  }

  /** For a deed. */
  Found act(Target target) throws ActionException {
    return find(target)
        .orElseThrow(() ->
            new ActionException(
                Effect.NONE, "acting on " + target + ": the inventory has no such machine"));
  }

  private Optional<Found> find(Target target) {
    return machines.place(target).map(p -> new Found(new Zfs(p.machine()), p.name()));
  }

  static ProbeException blind(ProgramTrouble e) {
    return new ProbeException(
        e.kind() == ProgramTrouble.Kind.REFUSED
            ? ProbeException.Kind.NO_SUCH_TARGET
            : ProbeException.Kind.UNREACHABLE,
        String.valueOf(e.getMessage()));
  }

  /** For a look before a deed. */
  static ActionException refused(ProgramTrouble e) {
    return e.refusal();
  }
}
