package nightshift.bot.action.app;

import java.nio.file.Path;

/** A real Transmission whose disk was away for a while. */
class TransmissionJourneyTest extends DownloadClientJourney {

  @Override
  RealClient client(Path dir) throws Exception {
    return new RealTransmission(dir);
  }
}
