package nightshift.bot.action.process;

import java.nio.file.Path;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;

/** Two processes of the program that the action is for, and one of another. */
final class ProcessWorld implements ActionKindContract.World {

  private final Patients patients;
  private final Patients neighbours;
  final Path program;
  private final Path other;

  ProcessWorld(Path dir) throws Exception {
    this.patients = new Patients(dir);
    this.neighbours = new Patients(dir);
    this.program = patients.sleeper("patient");
    this.other = neighbours.sleeper("patient2");
    begin();
    neighbours.sleeping(other);
  }

  private void begin() {
    patients.sleeping(program);
    patients.sleeping(program);
  }

  @Override
  public Target target() {
    return new Target("process", program.toString());
  }

  @Override
  public String state() {
    return patients.state(program);
  }

  @Override
  public String bystanders() {
    return neighbours.state(other);
  }

  @Override
  public void replace() {
    patients.end();
    begin();
  }

  @Override
  public void close() {
    patients.close();
    neighbours.close();
  }
}
