package nightshift.bot.host.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.core.util.CertificateUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import nightshift.config.Settings;
import nightshift.engine.port.Health;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Who an engine on {@code tcp} must be, against a server that speaks TLS and answers pings. */
@EnabledIf("opensslIsThere")
class EngineTlsTest {

  @TempDir Path folder;

  static boolean opensslIsThere() {
    return Files.isExecutable(Path.of("/usr/bin/openssl"));
  }

  /** Certificates of one authority. */
  private record Authority(Path folder) {

    static Authority make(Path folder) throws Exception {
      Files.createDirectories(folder);
      openssl(
          folder,
          "req",
          "-x509",
          "-newkey",
          "ec",
          "-pkeyopt",
          "ec_paramgen_curve:prime256v1",
          "-nodes",
          "-keyout",
          "ca.key",
          "-out",
          "ca.pem",
          "-subj",
          "/CN=test",
          "-days",
          "2");
      return new Authority(folder);
    }

    Authority issue(String name, String alternative) throws Exception {
      openssl(
          folder,
          "req",
          "-newkey",
          "rsa:2048",
          "-nodes",
          "-keyout",
          name + ".key",
          "-out",
          name + ".csr",
          "-subj",
          "/CN=" + name);
      Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=" + alternative + "\n");
      openssl(
          folder,
          "x509",
          "-req",
          "-in",
          name + ".csr",
          "-CA",
          "ca.pem",
          "-CAkey",
          "ca.key",
          "-CAcreateserial",
          "-out",
          name + ".pem",
          "-days",
          "2",
          "-extfile",
          name + ".ext");
      return this;
    }

    Settings.Tls tls(String name) {
      return new Settings.Tls(
          folder.resolve("ca.pem"), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }

    private static void openssl(Path folder, String... args) throws Exception {
      List<String> argv = new ArrayList<>(List.of("/usr/bin/openssl"));
      argv.addAll(List.of(args));
      Process p =
          new ProcessBuilder(argv)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("openssl.log").toFile())
              .start();
      assertThat(p.waitFor()).as(Files.readString(folder.resolve("openssl.log"))).isZero();
    }
  }

  /** Answers every request as a Docker Engine answers a ping. */
  private static final class Pinged implements AutoCloseable {

    private final SSLServerSocket door;
    final AtomicInteger requests = new AtomicInteger();

    Pinged(Settings.Tls own) throws Exception {
      Security.addProvider(new BouncyCastleProvider());
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(
          CertificateUtils.createKeyStore(
              Files.readString(own.key()), Files.readString(own.certificate())),
          "docker".toCharArray());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(CertificateUtils.createTrustStore(Files.readString(own.ca())));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      door =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      door.setNeedClientAuth(true);
      Thread.ofVirtual().start(this::serve);
    }

    URI at(String name) {
      return URI.create("tcp://" + name + ":" + door.getLocalPort());
    }

    private void serve() {
      while (!door.isClosed()) {
        try {
          SSLSocket guest = (SSLSocket) door.accept();
          Thread.ofVirtual().start(() -> answer(guest));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void answer(SSLSocket guest) {
      try (guest;
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(guest.getInputStream(), StandardCharsets.US_ASCII))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.isEmpty()) {
            requests.incrementAndGet();
            String ok = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK";
            guest.getOutputStream().write(ok.getBytes(StandardCharsets.US_ASCII));
            guest.getOutputStream().flush();
          }
        }
      } catch (IOException refused) {
        // A guest without a certificate does not get this far.
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  private Authority ours;
  private Authority strangers;

  @BeforeEach
  void certificates() throws Exception {
    String here = "IP:127.0.0.1";
    ours = Authority.make(folder.resolve("ours")).issue("server", here).issue("us", here);
    ours.issue("elsewhere", "DNS:elsewhere.example");
    strangers = Authority.make(folder.resolve("strangers")).issue("us", here).issue("server", here);
  }

  private static Health health(URI engine, Settings.Tls tls) {
    Settings.Docker docker =
        new Settings.Docker(
            engine,
            Optional.of(tls),
            List.of("*"),
            List.of(),
            false,
            Settings.Prune.NOTHING,
            Map.of());
    try (DockerHost host = new DockerHost(docker, engine)) {
      return host.health();
    }
  }

  @Test
  void an_engine_of_the_authority_is_talked_to() throws Exception {
    try (Pinged engine = new Pinged(ours.tls("server"))) {
      assertThat(health(engine.at("127.0.0.1"), ours.tls("us"))).isEqualTo(Health.OK);
      assertThat(engine.requests).hasPositiveValue();
    }
  }

  @Test
  void an_engine_of_another_authority_is_refused_and_asked_nothing() throws Exception {
    try (Pinged engine = new Pinged(strangers.tls("server"))) {
      assertThat(health(engine.at("127.0.0.1"), ours.tls("us")).ok()).isFalse();
      assertThat(engine.requests).hasValue(0);
    }
  }

  @Test
  void an_engine_with_another_name_is_refused_and_asked_nothing() throws Exception {
    try (Pinged engine = new Pinged(ours.tls("elsewhere"))) {
      assertThat(health(engine.at("127.0.0.1"), ours.tls("us")).ok()).isFalse();
      assertThat(engine.requests).hasValue(0);
    }
  }

  @Test
  void who_shows_a_certificate_of_another_authority_is_not_served() throws Exception {
    try (Pinged engine = new Pinged(ours.tls("server"))) {
      Settings.Tls wrong =
          new Settings.Tls(
              ours.tls("us").ca(), strangers.tls("us").certificate(), strangers.tls("us").key());
      assertThat(health(engine.at("127.0.0.1"), wrong).ok()).isFalse();
      assertThat(engine.requests).hasValue(0);
    }
  }

  @Test
  void files_that_are_no_certificates_are_said() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello");
    Health health = health(URI.create("tcp://127.0.0.1:1"), new Settings.Tls(text, text, text));
    assertThat(health.ok()).isFalse();
  }
}
