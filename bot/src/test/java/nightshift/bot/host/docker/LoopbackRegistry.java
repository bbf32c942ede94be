package nightshift.bot.host.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A registry of images on the loopback, whose certificate engines do not check there: as much of
 * the OCI distribution specification as it takes to push and to pull.
 */
public final class LoopbackRegistry implements AutoCloseable {

  private static final Pattern PATH =
      Pattern.compile("/v2/([a-z0-9-]+)/(manifests|blobs)/([A-Za-z0-9_.:/-]+)?");

  private final HttpsServer server;
  private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();
  private final Map<String, String> tags = new ConcurrentHashMap<>();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final List<String> fetched = new CopyOnWriteArrayList<>();
  private volatile boolean broken;
  private volatile RegistryGate gate = RegistryGate.open();

  private record Manifest(String type, byte[] bytes) {}

  /** Listens now. */
  public LoopbackRegistry() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // Without TLS, the engine would wait ten seconds for it each time before it tries HTTP.
    server.setHttpsConfigurator(new HttpsConfigurator(ofNobodyInParticular()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private static SSLContext ofNobodyInParticular() throws Exception {
    char[] password = "changeit".toCharArray();
    Path folder = Files.createTempDirectory("nightshift-registry");
    Path file = folder.resolve("keys");
    try {
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      String arguments =
          "-genkeypair -alias registry -keyalg EC -dname CN=registry -storetype PKCS12 -keystore";
      List<String> argv = new ArrayList<>(List.of(keytool));
      argv.addAll(List.of(arguments.split(" ")));
      argv.addAll(List.of(file.toString(), "-storepass", new String(password)));
      int code =
          new ProcessBuilder(argv)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw new GeneralSecurityException("keytool ended with " + code);
      }
      KeyStore keys = KeyStore.getInstance(file.toFile(), password);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, password);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      return tls;
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /** Its address, as it stands in images' names. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What an image of this name and tag is called in full. */
  public String named(String name, String tag) {
    return "%s/%s:%s".formatted(host(), name, tag);
  }

  /** What stands under a tag, as {@code sha256:…}. */
  public String digest(String name, String tag) {
    String digest = tags.get(name + ":" + tag);
    if (digest == null) {
      throw new IllegalStateException("nobody pushed " + named(name, tag));
    }
    return digest;
  }

  /** Lets a tag stand for what stands under another one. */
  public void move(String name, String tag, String to) {
    tags.put(name + ":" + tag, digest(name, to));
  }

  /** Digests of the layers that were fetched; the settings of an image are no layer. */
  public List<String> fetched() {
    return List.copyOf(fetched);
  }

  /** From now on, layers cannot be had. */
  public void breakOff() {
    broken = true;
  }

  /** From now on, only those are let in whom this gate lets in. */
  public void close(RegistryGate gate) {
    this.gate = gate;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
      Optional<RegistryGate.Answer> instead = gate.instead(exchange, host());
      if (instead.isPresent()) {
        answer(exchange, instead.get().status(), "application/json", instead.get().body());
        return;
      }
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      if (!path.matches()) {
        answer(exchange, 200, "application/json", "{}".getBytes());
      } else if (path.group(2).equals("manifests")) {
        manifest(exchange, path.group(1), path.group(3));
      } else {
        blob(exchange, path.group(1), path.group(3));
      }
    }
  }

  private void manifest(HttpExchange exchange, String name, String reference) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      String digest = sum(bytes);
      manifests.put(
          digest, new Manifest(exchange.getRequestHeaders().getFirst("Content-Type"), bytes));
      tags.put(name + ":" + reference, digest);
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
      answer(exchange, 201, "text/plain", new byte[0]);
      return;
    }
    String digest = tags.getOrDefault(name + ":" + reference, reference);
    Manifest found = manifests.get(digest);
    if (found == null) {
      answer(exchange, 404, "application/json", "{\"errors\":[]}".getBytes());
      return;
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    answer(exchange, 200, found.type(), found.bytes());
  }

  private void blob(HttpExchange exchange, String name, String reference) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> upload(exchange, name, HexFormat.of().toHexDigits(System.nanoTime()), 0);
      case "PATCH" -> {
        String session = reference.substring("uploads/".length());
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        blobs.put(session, bytes);
        upload(exchange, name, session, bytes.length);
      }
      case "PUT" -> {
        byte[] bytes = blobs.remove(reference.substring("uploads/".length()));
        String digest = sum(bytes);
        blobs.put(digest, bytes);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
        answer(exchange, 201, "text/plain", new byte[0]);
      }
      default -> look(exchange, reference);
    }
  }

  private static void upload(HttpExchange exchange, String name, String session, int size)
      throws IOException {
    exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, size - 1));
    exchange.getResponseHeaders().set("Location", "/v2/" + name + "/blobs/uploads/" + session);
    exchange.getResponseHeaders().set("Docker-Upload-UUID", session);
    answer(exchange, 202, "text/plain", new byte[0]);
  }

  private void look(HttpExchange exchange, String digest) throws IOException {
    byte[] bytes = blobs.get(digest);
    if (bytes == null) {
      answer(exchange, 404, "application/json", "{\"errors\":[]}".getBytes());
      return;
    }
    boolean layer = exchange.getRequestMethod().equals("GET") && bytes[0] != '{';
    if (layer && broken) {
      answer(exchange, 500, "application/json", "{\"errors\":[]}".getBytes());
      return;
    }
    if (layer) {
      fetched.add(digest);
    }
    answer(exchange, 200, "application/octet-stream", bytes);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String sum(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
