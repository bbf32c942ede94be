package nightshift.bot.host.docker;

/**
 * Releases of one small program in a registry of its own; the tag {@code stable} is one of them.
 */
public final class Releases implements AutoCloseable {

  private static final String STABLE = "stable";

  private final LoopbackRegistry registry;
  private final Patients patients;
  private final String program;

  /** An empty registry that this engine can reach. */
  public Releases(Patients patients) throws Exception {
    this.registry = new LoopbackRegistry();
    this.patients = patients;
    this.program = patients.named("web");
  }

  /**
   * Publishes a release, which says its number in the variable {@code RELEASE}, as the stable one.
   * The engine does not keep it.
   */
  public void publish(int release) throws Exception {
    publish(release, "");
  }

  /** The same, with a further line in its Dockerfile. */
  public void publish(int release, String line) throws Exception {
    String here =
        patients.image(
            "release-" + release,
            "FROM busybox:test\nENV RELEASE=%d\nRUN echo $RELEASE > /release\n%s\n"
                .formatted(release, line));
    String there = numbered(release);
    int colon = there.lastIndexOf(':');
    patients.tag(here, there.substring(0, colon), there.substring(colon + 1));
    patients.push(there);
    patients.removeImage(there);
    patients.removeImage(here);
    registry.move(program, STABLE, String.valueOf(release));
  }

  /** Publishes the stable release under a further tag. */
  public void call(String tag) {
    registry.move(program, tag, STABLE);
  }

  /** The full name of this release. */
  public String numbered(int release) {
    return registry.named(program, String.valueOf(release));
  }

  /** The full name of the stable release. */
  public String stable() {
    return registry.named(program, STABLE);
  }

  /** The full name without a tag. */
  public String bare() {
    return stable().substring(0, stable().lastIndexOf(':'));
  }

  /** The stable release by its digest, as a registry's users write it. */
  public String pinned() {
    return bare() + "@" + registry.digest(program, STABLE);
  }

  /** The registry behind it. */
  public LoopbackRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    patients.removeImagesOf(bare());
    registry.close();
  }
}
