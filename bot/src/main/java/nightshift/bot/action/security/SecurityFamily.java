package nightshift.bot.action.security;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Machine;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.proc.ProcFs;
import nightshift.config.SecuritySettings;
import nightshift.engine.action.ActionKind;

/** Everything about scans that the composition root has to know. */
public final class SecurityFamily {

  private static final int ENTRIES = 500_000;

  private final List<Check> checks = new ArrayList<>();
  private final Path reports;

  /**
   * @param data the folder below which reports are kept
   * @param docker for containers with rights on the machine; empty without Docker
   */
  public SecurityFamily(
      SecuritySettings settings, Path data, Optional<DockerHost> docker, Machine local) {
    ProcFs proc = new ProcFs();
    this.reports = data.resolve("reports");
    checks.add(new OpenPorts(proc, settings.ports()));
    settings.search().forEach(f -> checks.add(new SetUidFiles(Path.of(f), ENTRIES)));
    checks.add(new DeletedPrograms(proc));
    checks.add(new PrivilegedContainers(docker));
    checks.add(Scanner.clamav(local, settings.search()));
    checks.add(Scanner.rkhunter(local));
  }

  /** The deeds. */
  public List<ActionKind<?>> actions() {
    return List.of(new SecurityScan(checks, reports));
  }
}
