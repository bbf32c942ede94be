package nightshift.bot.action.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nightshift.bot.host.app.ArrApp.Indexer;
import nightshift.bot.host.app.ArrApp.Tested;
import nightshift.bot.host.http.CallTrouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.ProbeException;

/**
 * {@code arr.test-indexers}: has the application try every indexer that is switched on. One that
 * passes is used again at once, and not only after the pause that its failures earned it.
 */
final class TestIndexers implements ActionKind<TestIndexers.Nothing> {

  private final AppDoor door;

  TestIndexers(AppDoor door) {
    this.door = door;
  }

  /** It takes no arguments. */
  record Nothing() {}

  @Override
  public String name() {
    return "arr.test-indexers";
  }

  @Override
  public Class<Nothing> arguments() {
    return Nothing.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "app";
  }

  @Override
  public Duration timeout(Nothing args) {
    return Duration.ofMinutes(3);
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Listed<Indexer>> all = listed(ctx);
    if (all.isEmpty()) {
      throw AppDoor.refused("\"" + ctx.target().name() + "\" has no indexer that is switched on");
    }
    return new Preview(
        "test %d indexers of \"%s\"".formatted(all.size(), ctx.target().name()),
        all.stream().map(i -> i.thing().name()).toList(),
        all.stream().map(Listed::line).toList(),
        0,
        floor(),
        Reversal.none("a test changes nothing that could be put back"),
        Duration.ofSeconds(5L * all.size()));
  }

  private List<Listed<Indexer>> listed(ActionContext ctx)
      throws ActionException, InterruptedException {
    try {
      return door.arr(ctx.target()).indexers().stream()
          .map(i -> new Listed<>("indexer", String.valueOf(i.id()), i.name(), i))
          .sorted()
          .toList();
    } catch (CallTrouble | ProbeException e) {
      throw AppDoor.refused(e);
    }
  }

  @Override
  public Optional<String> drift(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Listed<Indexer>> now = listed(ctx);
    Optional<String> other = Listed.drift(now, ctx);
    return other.isPresent()
        ? other
        : now.stream()
            .filter(i -> !ctx.objects().contains(i.line()))
            .findFirst()
            .map(i -> "indexer \"" + i.thing().name() + "\" was added since the approval");
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Listed<Indexer>> now = listed(ctx);
    Listed.approved(now, ctx);
    // The application tests all or none.
    Optional<String> drift = drift(args, ctx);
    if (drift.isPresent()) {
      throw AppDoor.refused(drift.get() + "; nothing was touched");
    }
    try {
      return result(now, door.arr(ctx.target()).testIndexers());
    } catch (CallTrouble e) {
      throw AppDoor.during(e, "");
    } catch (ProbeException e) {
      throw AppDoor.refused(e);
    }
  }

  private static ActionResult result(List<Listed<Indexer>> known, List<Tested> tested) {
    Map<Integer, String> names =
        known.stream().collect(Collectors.toMap(i -> i.thing().id(), i -> i.thing().name()));
    List<String> lines = new ArrayList<>();
    long passed = tested.stream().filter(t -> t.why().isEmpty()).count();
    for (Tested t : tested) {
      String name = names.getOrDefault(t.id(), "indexer " + t.id());
      lines.add(name + (t.why().isEmpty() ? ": passed" : ": " + t.why()));
    }
    return new ActionResult(
        true,
        "tested %d indexers, %d passed".formatted(tested.size(), passed),
        String.join("\n", lines),
        null);
  }
}
