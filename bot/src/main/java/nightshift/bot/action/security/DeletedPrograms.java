package nightshift.bot.action.security;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;

/**
 * Processes whose program's file is gone. Most of them were upgraded and want a restart; one from a
 * folder for temporary files wants a closer look.
 */
final class DeletedPrograms implements Check {

  private final ProcFs proc;

  DeletedPrograms(ProcFs proc) {
    this.proc = proc;
  }

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public String object() {
    return "check processes whose program is deleted";
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Found look() throws InterruptedException {
    try {
      ProcFs.Processes all = proc.all();
      List<String> gone =
          all.seen().stream()
              .filter(p -> p.deleted() && !p.ended())
              .map(DeletedPrograms::shown)
              .toList();
      String seen = "%d processes, %d not ours to see".formatted(all.seen().size(), all.unseen());
      return new Found(gone, List.of(seen));
    } catch (IOException e) {
      return Found.partial(List.of(), List.of("processes could not be read: " + e.getMessage()));
    }
  }

  private static String shown(ProcessFacts p) {
    return "pid %d of %s runs %s, whose file is deleted"
        .formatted(p.pid(), p.user(), p.id().executable());
  }
}
