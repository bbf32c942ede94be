package nightshift.bot.action.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** The quarantine is on another file system. */
class CopyingLogsTest extends LogsContract {

  @Override
  Pool pool() throws Exception {
    Optional<Pool> copying = Pool.copying();
    assumeTrue(copying.isPresent(), "needs a second file system: /dev/shm");
    return copying.get();
  }
}
