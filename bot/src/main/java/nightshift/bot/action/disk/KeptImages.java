package nightshift.bot.action.disk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Stock;
import nightshift.bot.host.docker.Thing;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;

/**
 * Images in the quarantine, each as the tar that Docker writes, under its number among the images
 * of its run. A tar is whole when it has its name without {@code .part}.
 */
record KeptImages(Shelf shelf) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What undo needs.
   *
   * @param shelf where the tars will be, escaped
   * @param images the lines of the manifest that are about images, in order
   * @param until seconds since 1970 from which on they may be gone
   */
  record Note(String shelf, List<String> images, long until) {

    String json() {
      try {
        return JSON.writeValueAsString(this);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Reads {@link #json}; empty for a run that kept nothing. */
    static Optional<Note> parse(String json) {
      if (json.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(JSON.readValue(json, Note.class));
      } catch (JsonProcessingException e) {
        return Optional.empty();
      }
    }

    List<Thing> things() {
      return images.stream().flatMap(l -> Thing.parse(l).stream()).toList();
    }
  }

  /** Makes the folder for one run. */
  static KeptImages create(Path quarantine, ActionContext ctx, long bytes)
      throws IOException, InterruptedException {
    Shelf.Header header =
        new Shelf.Header(ctx.reference(), ctx.now().getEpochSecond(), "docker images", bytes);
    return new KeptImages(Shelf.create(quarantine, header, List.of()));
  }

  /** The folder of an earlier run; empty when it is gone, or was never made. */
  static Optional<KeptImages> open(Note note) throws IOException {
    return Shelf.open(RawPath.parse(note.shelf())).map(KeptImages::new);
  }

  /** Saves image {@code n}, durably, before it is removed. */
  void save(int n, Thing image, Stock stock)
      throws IOException, DockerTrouble, InterruptedException {
    Path part = shelf.part(n);
    Files.deleteIfExists(part);
    try (FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream to = Channels.newOutputStream(out)) {
      stock.save(image, to);
      out.force(true);
    } catch (IOException | DockerTrouble | InterruptedException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, shelf.file(n), StandardCopyOption.ATOMIC_MOVE);
    FileCopy.sync(shelf.content());
  }

  /** Whether image {@code n} is here. */
  boolean has(int n) {
    return Files.isRegularFile(shelf.file(n), LinkOption.NOFOLLOW_LINKS);
  }

  /** Gives image {@code n} back to the engine. The tar stays until its time is over. */
  void load(int n, Thing image, Stock stock) throws ActionException, InterruptedException {
    try (InputStream tar = Files.newInputStream(shelf.file(n), LinkOption.NOFOLLOW_LINKS)) {
      stock.load(image, tar);
      if (!stock.hasImage(image.id())) {
        throw new ActionException(
            Effect.PARTIAL,
            "loading " + image.shown() + ": Docker took it, and it has another id now");
      }
    } catch (IOException e) {
      throw new ActionException(
          Effect.PARTIAL,
          "loading " + image.shown() + ": " + nightshift.bot.host.files.Trouble.of(e));
    } catch (DockerTrouble e) {
      throw new ActionException(Effect.PARTIAL, String.valueOf(e.getMessage()));
    }
  }
}
