package nightshift.bot.host.ssh;

import java.nio.file.Path;
import java.security.KeyPair;

class MinaSshMachineTest extends SshMachineContract {

  @Override
  SshServerFixture start(Path folder, KeyPair hostKey, KeyPair allowed) throws Exception {
    return new MinaServer(folder, hostKey, allowed);
  }
}
