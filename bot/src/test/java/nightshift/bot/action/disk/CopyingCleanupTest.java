package nightshift.bot.action.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** The contract, for a clean-up by copying. */
class CopyingCleanupTest extends CleanupContract {

  @Override
  protected Pool pool() throws Exception {
    Optional<Pool> pool = Pool.copying();
    assumeTrue(pool.isPresent(), "needs a second file system: /dev/shm");
    return pool.get();
  }
}
