package nightshift.bot.host.docker;

import com.github.dockerjava.core.util.CertificateUtils;
import com.github.dockerjava.transport.SSLConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import nightshift.config.Settings;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** TLS to an engine: it must be of this authority, and we show a certificate of ours. */
final class EngineTls {

  // Of the key store in memory, where docker-java puts the key.
  private static final char[] PASSWORD = "docker".toCharArray();

  private EngineTls() {}

  /** Reads the files. */
  static SSLConfig of(Settings.Tls tls) throws IOException {
    // docker-java reads PEM files with Bouncy Castle, and asks for it by name.
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
    try {
      KeyManagerFactory ours =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      ours.init(
          CertificateUtils.createKeyStore(text(tls.key()), text(tls.certificate())), PASSWORD);
      KeyStore authority = CertificateUtils.createTrustStore(text(tls.ca()));
      TrustManagerFactory theirs =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      theirs.init(authority);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
      return () -> context;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException(
          "the files under tls: are no certificates and key that fit together ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
