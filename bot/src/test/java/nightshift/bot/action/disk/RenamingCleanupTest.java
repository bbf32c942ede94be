package nightshift.bot.action.disk;

/** The contract, for a clean-up by renaming. */
class RenamingCleanupTest extends CleanupContract {

  @Override
  protected Pool pool() throws Exception {
    return Pool.renaming();
  }
}
