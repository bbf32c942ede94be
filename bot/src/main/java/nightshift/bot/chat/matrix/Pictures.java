package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.UnaryOperator;
import nightshift.bot.chart.OutcomeChart;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.card.ReportWords;
import nightshift.engine.learn.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a report's picture beside its words, which were sent before: whoever never gets the picture
 * has lost no figure.
 */
final class Pictures {

  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);
  private static final String NAME = "outcomes.png";

  private final Homeserver server;

  Pictures(Homeserver server) {
    this.server = server;
  }

  /**
   * A picture on its way.
   *
   * @param what is being done
   * @param transaction the same one again shows no second picture
   * @param placed puts the message where it belongs
   */
  record Showing(
      String what, String transaction, Report report, UnaryOperator<ObjectNode> placed) {}

  /**
   * Shows it. Where this machine cannot draw, or the homeserver does not take it, the words stand
   * alone; nothing is tried again, so that a media store that is away is not asked all day.
   */
  void show(Showing s) throws InterruptedException {
    try {
      byte[] png = OutcomeChart.png(s.report());
      String address = server.upload(s.what(), NAME, "image/png", png);
      Content.Size size = new Content.Size(OutcomeChart.WIDTH, OutcomeChart.HEIGHT, png.length);
      String words = Rows.harmless(ReportWords.figures(s.report()));
      ObjectNode message = Content.picture(NAME, words, address, size);
      server.send(s.what(), Poster.MESSAGE, s.transaction(), s.placed().apply(message));
    } catch (IOException e) {
      LOG.warn("no picture beside the report: {}", e.getMessage());
    } catch (MatrixException e) {
      LOG.warn("no picture beside the report: {}", Troubles.line(e));
    }
  }

  /** Shows it meanwhile: nobody who presses a button waits for a picture that another asked for. */
  void showMeanwhile(Showing s) {
    Thread.ofVirtual()
        .name("matrix-picture")
        .start(() -> {
          try {
            show(s);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
