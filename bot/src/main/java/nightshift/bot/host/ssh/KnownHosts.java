package nightshift.bot.host.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nightshift.config.Settings;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * The keys by which one machine is known. Nothing is ever added to the file: a key that is not in
 * it is refused, and a person decides whether it belongs there.
 */
final class KnownHosts {

  private static final long LARGEST = 1 << 20;
  private static final String REVOKED = "revoked";

  private final String machine;
  private final Settings.Ssh ssh;
  private final List<KnownHostEntry> entries;

  private KnownHosts(String machine, Settings.Ssh ssh, List<KnownHostEntry> entries) {
    this.machine = machine;
    this.ssh = ssh;
    this.entries = entries;
  }

  /** Reads the lines of the file that are about this machine. */
  static KnownHosts read(String machine, Settings.Ssh ssh) throws SshTrouble {
    Path file = ssh.knownHostsFile();
    try {
      if (Files.size(file) > LARGEST) {
        throw new SshTrouble("reading " + file + ": it is larger than 1 MiB");
      }
      List<KnownHostEntry> about =
          KnownHostEntry.readKnownHostEntries(file).stream()
              .filter(e -> e.getKeyEntry() != null)
              .filter(e -> e.isHostMatch(ssh.address(), ssh.port()))
              .toList();
      return new KnownHosts(machine, ssh, about);
    } catch (IOException | RuntimeException e) {
      throw new SshTrouble(
          "reading the known hosts in "
              + file
              + ": a line in it is no entry, or it cannot be read ("
              + e.getMessage()
              + ")");
    }
  }

  /** The types of the keys that are known, such as {@code ssh-ed25519}. */
  Set<String> types() {
    return entries.stream()
        .filter(e -> e.getMarker() == null || e.getMarker().isEmpty())
        .map(e -> e.getKeyEntry().getKeyType())
        .collect(Collectors.toSet());
  }

  /** Why a machine with this key is not the one that is meant; empty when it is. */
  Optional<String> refusal(PublicKey shown) {
    if (entries.stream().anyMatch(e -> marked(e, REVOKED) && same(e.getKeyEntry(), shown))) {
      return Optional.of(machine + " shows a key that " + file() + " marks as revoked");
    }
    List<KnownHostEntry> plain =
        entries.stream().filter(e -> e.getMarker() == null || e.getMarker().isEmpty()).toList();
    if (plain.stream().anyMatch(e -> same(e.getKeyEntry(), shown))) {
      return Optional.empty();
    }
    return Optional.of(plain.isEmpty() ? unknown(shown) : changed(shown));
  }

  private String unknown(PublicKey shown) {
    return machine
        + " is not in "
        + file()
        + "; it shows "
        + fingerprint(shown)
        + ". If that is its key, add it: ssh-keyscan -p "
        + ssh.port()
        + " "
        + ssh.address()
        + " >> "
        + file();
  }

  private String changed(PublicKey shown) {
    String name = ssh.port() == 22 ? ssh.address() : "[" + ssh.address() + "]:" + ssh.port();
    return machine
        + " shows another key than the one in "
        + file()
        + ": "
        + fingerprint(shown)
        + ". Somebody may be in between. If its key was really changed, remove the old one with"
        + " ssh-keygen -f "
        + file()
        + " -R '"
        + name
        + "' and add the new one";
  }

  private String file() {
    return ssh.knownHostsFile().toString();
  }

  private static String fingerprint(PublicKey key) {
    return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
  }

  private static boolean marked(KnownHostEntry entry, String marker) {
    return marker.equals(entry.getMarker());
  }

  private static boolean same(AuthorizedKeyEntry entry, PublicKey shown) {
    try {
      PublicKey known = entry.resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.IGNORING);
      return known != null && KeyUtils.compareKeys(known, shown);
    } catch (IOException | GeneralSecurityException ofAnotherKind) {
      return false;
    }
  }
}
