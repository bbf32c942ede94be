package nightshift.bot.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosixWordsTest {

  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "'",
          "''",
          "'\\''",
          "\\",
          "\\'",
          "\"",
          "$HOME",
          "$(id)",
          "`id`",
          "; rm -rf /nowhere #",
          "&& true || false",
          "a\nb",
          "\n",
          "trailing\n",
          "\t\r",
          "-n",
          "--",
          "*",
          "?[a-z]{1,2}",
          "~",
          "!!",
          "!event",
          "%s\\n",
          "a=b",
          "x>y<z|w&",
          "ünï©ødé → 🌙",
          "\u0001\u001b[31m\u007f",
          "'; echo 'x",
          "\\\n",
          "a'b\"c`d$e\\f");

  /** What a real shell makes of the words: each argument and a NUL. */
  private static byte[] read(String shell, List<String> arguments) throws Exception {
    Process process = new ProcessBuilder(shell).start();
    try (OutputStream in = process.getOutputStream()) {
      String script = "{\nprintf '%s\\0' " + PosixWords.of(arguments) + "\n}\n";
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private static byte[] expected(List<String> arguments) {
    return (String.join("\0", arguments) + "\0").getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "/bin/bash", "/bin/busybox"})
  void every_hostile_argument_arrives_byte_for_byte(String shell) throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of(shell)));
    if (shell.endsWith("busybox")) {
      Process sh =
          new ProcessBuilder(shell, "sh", "-c", "printf '%s\\0' " + PosixWords.of(HOSTILE)).start();
      assertThat(sh.getInputStream().readAllBytes()).isEqualTo(expected(HOSTILE));
      return;
    }
    assertThat(read(shell, HOSTILE)).isEqualTo(expected(HOSTILE));
    for (String one : HOSTILE) {
      assertThat(read(shell, List.of(one))).as(one).isEqualTo(expected(List.of(one)));
    }
  }

  @Test
  void whatever_is_drawn_from_the_characters_that_shells_know_arrives() throws Exception {
    Random random = new Random(20_260_101);
    String alphabet = "'\"\\$`!*?[]{}()<>|&;#~=%^- \t\n\r\u0001\u007fabAB0é語🌙";
    int[] points = alphabet.codePoints().toArray();
    for (int round = 0; round < 60; round++) {
      List<String> arguments = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        StringBuilder one = new StringBuilder();
        for (int n = random.nextInt(12); n >= 0; n--) {
          one.appendCodePoint(points[random.nextInt(points.length)]);
        }
        arguments.add(one.toString());
      }
      assertThat(read("/bin/sh", arguments)).isEqualTo(expected(arguments));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\ud800", "x\udc00y"})
  void what_no_argument_can_hold_is_refused(String bad) {
    assertThatThrownBy(() -> PosixWords.of(List.of("good", bad)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
