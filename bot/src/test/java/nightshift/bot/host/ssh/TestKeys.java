package nightshift.bot.host.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Keys of one test, in the files that OpenSSH writes. */
final class TestKeys {

  private TestKeys() {}

  static KeyPair fresh() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
  }

  static Path privateFile(Path file, KeyPair pair) throws Exception {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
    }
    return file;
  }

  static String line(KeyPair pair) throws IOException {
    StringBuilder out = new StringBuilder();
    PublicKeyEntry.appendPublicKeyEntry(out, pair.getPublic());
    return out.toString();
  }

  static String knownHost(int port, KeyPair pair) throws IOException {
    return "[127.0.0.1]:" + port + " " + line(pair) + "\n";
  }
}
