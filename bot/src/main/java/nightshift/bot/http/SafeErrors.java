package nightshift.bot.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what never reached a route: unreadable request lines, headers that are too large. */
final class SafeErrors extends ErrorHandler {

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    Headers.SAFE.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
    Problem problem = new Problem(code, detail(code));
    byte[] body = Json.write(problem.document(path(request)));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  // A request that could not be parsed has no path to name.
  private static String path(Request request) {
    return request.getHttpURI() == null || request.getHttpURI().getPath() == null
        ? "/"
        : nightshift.engine.alert.Text.line(request.getHttpURI().getPath(), 200);
  }

  static String detail(int code) {
    return switch (code) {
      case 408 -> "the request came too slowly";
      case 413 -> "the body is larger than %d KiB".formatted(Bodies.LARGEST / 1024);
      case 431 -> "the headers are larger than %d KiB".formatted(HttpServer.HEADERS / 1024);
      case 414 -> "the address is too long";
      default -> code < 500 ? "the request is not good HTTP" : "the request could not be answered";
    };
  }
}
