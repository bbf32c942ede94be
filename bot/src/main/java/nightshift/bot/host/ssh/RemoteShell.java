package nightshift.bot.host.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightshift.bot.host.BoundedOutput;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Commands;
import nightshift.engine.alert.Text;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One program on another machine, from its opening to its end. */
final class RemoteShell implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteShell.class);

  private static final Duration OPEN = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int BY_SIGNAL = 128;
  private static final Map<String, Integer> SIGNALS =
      Map.of(
          "HUP", 1, "INT", 2, "QUIT", 3, "ILL", 4, "ABRT", 6, "FPE", 8, "KILL", 9, "SEGV", 11,
          "PIPE", 13, "TERM", 15);

  private final ChannelExec channel;
  private final BoundedOutput output = new BoundedOutput(Commands.MAX_OUTPUT);
  private final AfterLine said = new AfterLine(output.sink());
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private RemoteShell(ChannelExec channel) {
    this.channel = channel;
  }

  /**
   * Opens a channel with this program on it, which waits for its standard input.
   *
   * @param exec a constant, whose words no shell there reads differently
   * @throws SshTrouble when that is refused, or the session is broken; nothing was done then
   */
  static RemoteShell open(ClientSession session, String machine, String exec)
      throws SshTrouble, InterruptedException {
    try {
      RemoteShell shell = new RemoteShell(session.createExecChannel(exec));
      shell.open();
      return shell;
    } catch (InterruptedIOException e) {
      if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("opening a channel to " + machine);
      }
      throw new SshTrouble("asking " + machine + " to run something: it does not answer");
    } catch (IOException | RuntimeException e) {
      throw new SshTrouble(
          "asking " + machine + " to run something: it did not open a channel: " + e.getMessage());
    }
  }

  private void open() throws IOException {
    channel.setRedirectErrorStream(true);
    channel.setOut(said);
    channel.addChannelListener(
        new ChannelListener() {
          @Override
          public void channelStateChanged(Channel c, @Nullable String hint) {
            if (channel.getExitStatus() != null || channel.getExitSignal() != null) {
              ended.countDown();
            }
          }
        });
    channel.addCloseFutureListener(f -> {
      closed.countDown();
      ended.countDown();
    });
    channel.open().verify(OPEN);
  }

  /** Sends the script and waits for its end, or stops it when its time is over. */
  Ending run(Command command, RemoteScript script, long start, Runnable stopping)
      throws InterruptedException {
    said.awaitLine(script.mark());
    try {
      OutputStream in = channel.getInvertedIn();
      in.write(script.text().getBytes(StandardCharsets.UTF_8));
      in.flush();
      in.close();
    } catch (IOException e) {
      // Parts of it may have gone; without its end none of it runs, but its end may have gone too.
      // A shell that ended by itself without our first line ran none of it.
      LOG.debug("sending a command to {}: {}", channel, e.getMessage());
      await(closed, LAST_WORDS);
      return ending(command, script, start);
    }
    boolean inTime = false;
    try {
      inTime = ended.await(command.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      if (!inTime) {
        stop(stopping);
      }
    }
    // What the program left behind may hold its output open for ever; the end is enough.
    await(closed, LAST_WORDS);
    return inTime ? ending(command, script, start) : timedOut(start);
  }

  private Ending ending(Command command, RemoteScript script, long start) {
    String text = output.text();
    @Nullable Integer status = channel.getExitStatus();
    @Nullable String signal = channel.getExitSignal();
    if (status == null && signal == null) {
      return lost(start);
    }
    if (!said.begun()) {
      // Its exit code came, so a shell ended there; whether ours, only its first line would tell.
      return closed.getCount() > 0
          ? lost(start)
          : new Ending(false, false, -1, "the shell there ran nothing" + noise(), took(start));
    }
    if (script.notStarted(text)) {
      return new Ending(false, false, -1, script.why(text, command), took(start));
    }
    int code = status == null ? BY_SIGNAL + SIGNALS.getOrDefault(signal, 0) : status;
    return new Ending(true, false, code, text, took(start));
  }

  private String noise() {
    String before = Text.line(said.before(), 300);
    return before.isEmpty() ? "" : "; it said: " + before;
  }

  private Ending timedOut(long start) {
    return new Ending(true, true, -1, output.text(), took(start));
  }

  private Ending lost(long start) {
    return Ending.lost(output.text(), took(start));
  }

  private static Duration took(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void stop(Runnable stopping) {
    // Leaving now would leave a program running that could have been stopped.
    boolean interrupted = Thread.interrupted();
    try {
      send("TERM");
      stopping.run();
      awaitCalmly(ended, GRACE);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void send(String signal) {
    try {
      Buffer request = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, 64);
      request.putUInt(channel.getRecipient());
      request.putString("signal");
      request.putBoolean(false);
      request.putString(signal);
      channel.writePacket(request);
    } catch (IOException | RuntimeException e) {
      LOG.debug("sending {} to {}: {}", signal, channel, e.getMessage());
    }
  }

  private static void await(CountDownLatch latch, Duration most) throws InterruptedException {
    if (!latch.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.debug("a program ended and left its output open");
    }
  }

  private static void awaitCalmly(CountDownLatch latch, Duration most) {
    try {
      await(latch, most);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    channel.close(true);
  }
}
