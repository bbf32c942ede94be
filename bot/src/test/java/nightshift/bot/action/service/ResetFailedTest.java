package nightshift.bot.action.service;

import nightshift.engine.action.ActionKind;

class ResetFailedTest extends ServiceActionContract {

  @Override
  ActionKind<Starting.Nothing> kind(ServiceDoor door) {
    return new ResetFailed(door);
  }

  @Override
  String properties() {
    return "ActiveState";
  }

  @Override
  protected World world() {
    // It fails while it is started, and is then defined as the others are.
    box.define("app.service", "[Service]\nType=oneshot\nExecStart=/bin/false\n");
    box.tell("systemctl start app");
    box.write("/etc/systemd/system/app.service", RUNS);
    box.tell("systemctl daemon-reload");
    return new Units();
  }
}
