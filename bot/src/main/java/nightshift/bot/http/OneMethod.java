package nightshift.bot.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes off a request what would give it another method than its first line says. The framework
 * obeys such headers, and rules that hold for changing requests could be walked around with them.
 */
final class OneMethod extends Handler.Wrapper {

  private static final Set<String> OVERRIDES =
      Set.of("x-http-method-override", "x-http-method", "x-method-override");

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(bare(request), response, callback);
  }

  private static Request bare(Request request) {
    if (OVERRIDES.stream().noneMatch(request.getHeaders()::contains)) {
      return request;
    }
    HttpFields.Mutable kept = HttpFields.build(request.getHeaders());
    OVERRIDES.forEach(kept::remove);
    HttpFields headers = kept.asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }
}
