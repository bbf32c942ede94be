package nightshift.bot.action.container;

import com.github.dockerjava.api.model.HostConfig;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;

/** The world of a container action: the container that it is for, and one that it is not for. */
final class ContainerWorld implements ActionKindContract.World {

  static final String[] SLEEPS = {"sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait"};

  private final Patients patients;
  private final Consumer<HostConfig> shape;
  private final boolean running;
  private final UnaryOperator<String> state;
  private final String patient;
  private final String neighbour;
  final DockerHost host;

  ContainerWorld(
      Patients patients, Consumer<HostConfig> shape, boolean running, UnaryOperator<String> state) {
    this.patients = patients;
    this.shape = shape;
    this.running = running;
    this.state = state;
    this.patient = make();
    this.neighbour = patients.idle("neighbour");
    this.host = patients.host();
  }

  private String make() {
    return running ? patients.run("web", shape, SLEEPS) : patients.create("web", shape, SLEEPS);
  }

  @Override
  public Target target() {
    return new Target("container", patient);
  }

  @Override
  public String state() {
    return state.apply(patient);
  }

  @Override
  public String bystanders() {
    return patients.state(neighbour);
  }

  @Override
  public void replace() {
    patients.remove(patient);
    make();
  }

  @Override
  public void close() {
    host.close();
    patients.remove(patient);
    patients.remove(neighbour);
  }
}
