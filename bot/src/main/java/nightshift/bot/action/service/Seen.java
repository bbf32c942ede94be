package nightshift.bot.action.service;

import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.bot.host.systemd.UnitFacts;

/**
 * A unit that may be touched, as it is now.
 *
 * @param machine where it is
 * @param facts how it is
 * @param definition SHA-256 of its files
 */
record Seen(Machine machine, UnitFacts facts, String definition) {

  /** Its name for people: {@code "nginx.service"}, and the machine where that is another one. */
  String shown() {
    String where = machine.name().equals(Machines.LOCAL) ? "" : " on " + machine.name();
    return "\"" + facts.id() + "\"" + where;
  }

  /** The line of the manifest: which unit, and which definition of it. */
  String line() {
    return "unit " + facts.id() + " on " + machine.name() + " defined " + definition;
  }
}
