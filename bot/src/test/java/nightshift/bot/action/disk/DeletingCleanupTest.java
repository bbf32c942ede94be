package nightshift.bot.action.disk;

/** The contract, for a clean-up by deleting. */
class DeletingCleanupTest extends CleanupContract {

  @Override
  protected Pool pool() throws Exception {
    return Pool.deleting();
  }
}
