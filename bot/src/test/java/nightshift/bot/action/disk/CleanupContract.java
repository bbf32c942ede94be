package nightshift.bot.action.disk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.ActionKind;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every action promises, kept by clean-ups of each sort. */
abstract class CleanupContract extends ActionKindContract<TempCleanup.Args> {

  private Pool pool;

  protected abstract Pool pool() throws Exception;

  @BeforeEach
  void fill() throws Exception {
    pool = pool().filled();
  }

  @AfterEach
  void empty() throws Exception {
    if (pool != null) {
      pool.close();
    }
  }

  @Override
  protected ActionKind<TempCleanup.Args> kind() {
    return pool.kind();
  }

  @Override
  protected TempCleanup.Args arguments() {
    return pool == null
        ? new TempCleanup.Args(List.of("/srv"), Duration.ofDays(7), Optional.empty())
        : pool.args();
  }

  @Override
  protected boolean replacementIsDrift() {
    return false;
  }

  @Override
  protected World world() {
    return new World() {
      @Override
      public Target target() {
        return pool.target();
      }

      @Override
      public String state() throws Exception {
        return Pool.state(pool.old);
      }

      @Override
      public String bystanders() throws Exception {
        return Pool.state(pool.old).lines().filter(l -> l.contains("young")).toList().toString();
      }

      @Override
      public void replace() throws Exception {
        for (String name : List.of("a.log", "deep/er/b $(id).log", "deep/-rf\nc")) {
          Path file = pool.old.resolve(name);
          Files.delete(file);
          pool.add(file, 10, Duration.ofDays(30));
        }
      }

      @Override
      public void close() {}
    };
  }
}
