package nightshift.bot.http;

import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses bodies that say to be too large, after their sender has finished: an answer in the middle
 * of a body closes the line, and the sender reads a broken connection instead of the refusal. Who
 * announces more than {@link Bodies#MOST_READ} is not listened to.
 */
final class SaidTooLarge extends Handler.Wrapper {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long said = request.getLength();
    if (said <= Bodies.LARGEST) {
      return super.handle(request, response, callback);
    }
    if (said <= Bodies.MOST_READ) {
      try (InputStream in = Content.Source.asInputStream(request)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
    return true;
  }
}
