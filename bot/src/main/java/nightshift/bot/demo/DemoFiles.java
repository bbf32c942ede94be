package nightshift.bot.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the files that the demo runs on: configuration, playbooks, the service's script. */
final class DemoFiles {

  private static final List<String> PLAYBOOKS =
      List.of("demo-service-down", "disk-full", "test-container");
  private static final String WITH_DOCKER = "container-crashed";
  private static final int TOKEN_BYTES = 24;

  private final DemoFolder folder;

  DemoFiles(DemoFolder folder) {
    this.folder = folder;
  }

  /**
   * What differs from machine to machine.
   *
   * @param port of Nightshift itself
   * @param servicePort of the patient
   * @param quota of the pool, in bytes
   * @param docker the engine to use, and the container's name in it
   */
  record Places(int port, int servicePort, long quota, Optional<Container> docker) {}

  /** The demo's container, and where it is. */
  record Container(URI engine, String name) {}

  /** Writes everything, over what an earlier run wrote. */
  void write(Places places) throws IOException {
    Map<String, String> words = words(places);
    Files.createDirectories(folder.playbooks());
    Files.createDirectories(folder.poolTmp());
    Files.createDirectories(folder.root().resolve("quarantine"));
    Files.createDirectories(folder.www());
    Files.writeString(
        folder.www().resolve("index.html"), "<!doctype html><title>Demo</title><p>I am well.\n");
    Files.writeString(folder.config(), filled("nightshift.yaml", words));
    for (String name : PLAYBOOKS) {
      playbook(name, words);
    }
    if (places.docker().isPresent()) {
      playbook(WITH_DOCKER, words);
    } else {
      Files.deleteIfExists(folder.playbooks().resolve(WITH_DOCKER + ".yaml"));
    }
    Files.writeString(folder.service(), filled("service.sh", words));
    Files.setPosixFilePermissions(folder.service(), PosixFilePermissions.fromString("rwx------"));
  }

  /** The token of the demo's person; the one of an earlier run, if there is one. */
  String token() throws IOException {
    Path file = folder.token();
    if (Files.isRegularFile(file) && Files.size(file) > TOKEN_BYTES) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, token + "\n");
    return token;
  }

  private void playbook(String name, Map<String, String> words) throws IOException {
    Files.writeString(
        folder.playbooks().resolve(name + ".yaml"), filled("playbooks/" + name + ".yaml", words));
  }

  private Map<String, String> words(Places places) throws IOException {
    Map<String, String> words = new HashMap<>();
    words.put("PORT", String.valueOf(places.port()));
    words.put("SERVICE_PORT", String.valueOf(places.servicePort()));
    words.put("QUOTA", String.valueOf(places.quota()));
    words.put("POOL", quoted(folder.pool()));
    words.put("POOL_TMP", quoted(folder.poolTmp()));
    words.put("SERVICE", quoted(folder.service()));
    words.put("JAVA", "'" + java().toString().replace("'", "'\\''") + "'");
    words.put("DOCKER", "");
    if (places.docker().isPresent()) {
      words.put("DOCKER_HOST", "\"" + places.docker().get().engine() + "\"");
      words.put("CONTAINER", places.docker().get().name());
      words.put("DOCKER", filled("docker.yaml", words));
    }
    return words;
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String filled(String resource, Map<String, String> words) throws IOException {
    try (InputStream in = DemoFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("this build lacks its resource " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> word : words.entrySet()) {
        text = text.replace("@" + word.getKey() + "@", word.getValue());
      }
      return text;
    }
  }
}
