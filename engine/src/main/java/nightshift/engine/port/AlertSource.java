package nightshift.engine.port;

/** Something that hears of problems by itself and hands them in. */
public interface AlertSource extends AutoCloseable {

  /** {@code docker}. */
  String name();

  /** Begins to listen. Returns at once; goes on by itself through outages. */
  void start(AlertInbox inbox);

  /** How the source is. */
  Health health();

  @Override
  void close();
}
