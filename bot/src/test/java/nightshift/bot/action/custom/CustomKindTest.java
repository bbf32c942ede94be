package nightshift.bot.action.custom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import nightshift.config.CustomAction.Input;
import nightshift.engine.action.ActionKind;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every action promises, kept by a declared command. */
class CustomKindTest extends ActionKindContract<CustomArguments> {

  @TempDir Path home;
  private CustomKind kind;

  @BeforeEach
  void declare() throws Exception {
    Bench bench = new Bench(home).input("name", Input.Type.NAME);
    Path put = bench.script("put", "echo hello > \"$1\"");
    kind =
        bench.undo("/bin/rm", "-f", home + "/{{ name }}").kind(put.toString(), home + "/{{name}}");
  }

  @Override
  protected ActionKind<CustomArguments> kind() {
    return kind;
  }

  @Override
  protected CustomArguments arguments() {
    return Bench.with(Map.of("name", "made"));
  }

  @Override
  protected World world() {
    return new World() {
      @Override
      public Target target() {
        return new Target("service", "web");
      }

      @Override
      public String state() throws Exception {
        try (Stream<Path> all = Files.list(home)) {
          return all.map(Path::toString).sorted().toList().toString();
        }
      }

      @Override
      public String bystanders() throws Exception {
        return Files.readString(home.resolve("put"));
      }

      @Override
      public void replace() throws Exception {
        new Bench(home).script("put", "echo something else entirely > \"$1\"");
      }

      @Override
      public void close() {}
    };
  }
}
