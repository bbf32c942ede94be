package nightshift.bot.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The same on the server that is on nearly every machine; it also tells by which signal a program
 * ended.
 */
@EnabledIf("available")
class OpenSshMachineTest extends SshMachineContract {

  static boolean available() {
    return OpenSshServer.available();
  }

  @Override
  SshServerFixture start(Path folder, KeyPair hostKey, KeyPair allowed) throws Exception {
    return new OpenSshServer(folder, hostKey, allowed);
  }

  @Test
  void a_program_that_a_signal_ended_has_the_code_that_shells_give() throws Exception {
    assertThat(run("/bin/sh", "-c", "kill -9 $$").exitCode()).isEqualTo(137);
  }
}
