package nightshift.bot.action.service;

import java.util.List;
import java.util.Optional;
import nightshift.bot.host.systemd.UnitNames;
import nightshift.config.Settings;
import nightshift.engine.policy.Glob;

/**
 * Which units may be looked at and touched. An empty allow-list allows nobody, and what {@code
 * protect} names is never touched. What would cut people or Nightshift off is touched only where it
 * is allowed by its own whole name, no glob, and is then of high risk. Nightshift's own unit never
 * is.
 */
final class AllowedUnits {

  /** Units without which nobody can log in, or nothing else can run. */
  static final List<String> VITAL =
      List.of(
          "ssh.*",
          "ssh@*",
          "sshd*",
          "dropbear*",
          "systemd-*",
          "dbus*",
          "polkit*",
          "docker*",
          "containerd*",
          "podman*",
          "NetworkManager*",
          "networking.*",
          "getty@*",
          "user@*",
          "*.target",
          "*.slice",
          "*.scope",
          "*.mount",
          "*.swap",
          "*.device");

  private static final String OURS = "nightshift.service";

  private final List<String> allow;
  private final List<String> protect;
  private final Optional<String> self;

  /**
   * @param self the unit that this process runs in, if it runs in one
   */
  AllowedUnits(Settings.Services settings, Optional<String> self) {
    this.allow = settings.allow().stream().map(UnitNames::suffixed).toList();
    this.protect = settings.protect().stream().map(UnitNames::suffixed).toList();
    this.self = self;
  }

  /** Why this unit may not even be looked at, in one line; empty when it may. */
  Optional<String> hidden(String unit) {
    if (allow.isEmpty()) {
      return Optional.of(
          "service \"" + unit + "\": no service is allowed; name some under services.allow");
    }
    return Glob.any(allow, unit)
        ? Optional.empty()
        : Optional.of(
            "service \"" + unit + "\" is not allowed; add it to services.allow to change that");
  }

  /**
   * Why this unit may not be touched, in one line; empty when it may.
   *
   * @param here whether it is a unit of the machine that we run on
   */
  Optional<String> refusal(String unit, boolean here) {
    Optional<String> hidden = hidden(unit);
    if (hidden.isPresent()) {
      return hidden;
    }
    if (here && (unit.equals(OURS) || self.filter(unit::equals).isPresent())) {
      return Optional.of("service \"" + unit + "\" is not touched: Nightshift itself runs in it");
    }
    if (Glob.any(protect, unit)) {
      return Optional.of(
          "service \"" + unit + "\" is protected by services.protect in the configuration");
    }
    if (vital(unit) && !allow.contains(unit)) {
      return Optional.of(
          "service \""
              + unit
              + "\" is protected: others depend on it; only its whole name under services.allow"
              + " changes that");
    }
    return Optional.empty();
  }

  /** Whether others depend on it so much that touching it is of high risk. */
  boolean vital(String unit) {
    return Glob.any(VITAL, unit);
  }
}
