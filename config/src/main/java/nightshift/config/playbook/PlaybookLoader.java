package nightshift.config.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.config.yaml.Source;
import nightshift.engine.playbook.Playbook;

/** Loads all playbooks of a folder. */
public final class PlaybookLoader {

  private static final int MAX_FILES = 1_000;

  private PlaybookLoader() {}

  /**
   * Reads every {@code *.yaml} and {@code *.yml} in the folder, by name, without its sub-folders. A
   * link out of the folder is refused unread: problems quote lines, and those are not ours to show.
   * Never throws for what is in them.
   *
   * @return the playbooks that have no error, and the problems of all; no value when the folder is
   *     there and cannot be listed
   */
  public static Loaded<List<Playbook>> load(Path folder, Known known) {
    try {
      List<Path> files = files(folder);
      if (files.size() > MAX_FILES) {
        String why = "more than " + MAX_FILES + " playbooks are in this folder";
        return new Loaded<>(Optional.empty(), List.of(Problem.ofFile(folder, why)));
      }
      return read(folder.toRealPath(), files, known);
    } catch (NoSuchFileException e) {
      String why = "there is no such folder, so there are no playbooks";
      Problem none = new Problem(folder, 0, 0, why, Problem.Level.WARNING, "");
      return new Loaded<>(Optional.of(List.of()), List.of(none));
    } catch (IOException e) {
      String why = "this folder cannot be listed; check its owner and mode";
      return new Loaded<>(Optional.empty(), List.of(Problem.ofFile(folder, why)));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().matches("[^.].*\\.ya?ml"))
          .sorted()
          .limit(MAX_FILES + 1L)
          .toList();
    }
  }

  private static Loaded<List<Playbook>> read(Path folder, List<Path> files, Known known) {
    PlaybookReader reader = new PlaybookReader(known);
    Map<String, Path> names = new LinkedHashMap<>();
    List<Playbook> good = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      if (leadsOut(folder, file)) {
        String why = "is a link that leads out of this folder; put the file itself here";
        problems.add(Problem.ofFile(file, why));
        continue;
      }
      Source.Reading reading = Source.open(file);
      Optional<Playbook> playbook = reading.root().flatMap(reader::read);
      playbook.ifPresent(p -> unique(p, reading, names));
      problems.addAll(reading.source().problems());
      playbook.filter(p -> !reading.source().broken()).ifPresent(good::add);
    }
    return new Loaded<>(Optional.of(List.copyOf(good)), problems);
  }

  private static boolean leadsOut(Path folder, Path file) {
    try {
      return !file.toRealPath().startsWith(folder);
    } catch (IOException e) {
      // A link to nothing has no content to show, and reading it says what is wrong.
      return Files.exists(file);
    }
  }

  private static void unique(Playbook p, Source.Reading reading, Map<String, Path> names) {
    Path first = names.putIfAbsent(p.ref().name(), reading.source().file());
    if (first != null) {
      reading
          .root()
          .flatMap(Cursor::entries)
          .map(e -> e.get("playbook"))
          .ifPresent(at ->
              at.error("the name \"" + p.ref().name() + "\" is taken by " + first.getFileName()));
    }
  }
}
