package nightshift.bot.host.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import nightshift.config.NetworkSettings.Endpoint;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server of a test, on one address and a free port. */
public final class DnsBench implements AutoCloseable {

  private final DatagramSocket socket;
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean silent;

  /**
   * @param address where it listens
   */
  public DnsBench(String address) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
    Thread.ofVirtual().name("name server of a test").start(this::serve);
  }

  /** Lets it know a name. */
  public DnsBench knows(String name, String address) {
    names.put(name, address);
    return this;
  }

  /** Lets it say nothing any more, or again. */
  public void silent(boolean now) {
    silent = now;
  }

  /** How often it was asked for a name's address. */
  public int asked() {
    return asked.get();
  }

  /** Where it is. */
  public Endpoint endpoint() {
    return new Endpoint(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket in = new DatagramPacket(buffer, buffer.length);
        socket.receive(in);
        if (silent) {
          continue;
        }
        byte[] wire = new byte[in.getLength()];
        System.arraycopy(buffer, 0, wire, 0, wire.length);
        byte[] out = answer(new Message(wire)).toWire();
        socket.send(new DatagramPacket(out, out.length, in.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private Message answer(Message question) throws IOException {
    Record wanted = question.getQuestion();
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.getHeader().setFlag(Flags.RD);
    answer.addRecord(wanted, Section.QUESTION);
    String name = wanted.getName().toString(true);
    if (wanted.getType() == Type.NS && wanted.getName().equals(Name.root)) {
      answer.addRecord(
          new NSRecord(Name.root, DClass.IN, 60, Name.fromString("a.root.")), Section.ANSWER);
    } else if (!names.containsKey(name)) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else if (wanted.getType() == Type.A) {
      asked.incrementAndGet();
      InetAddress address = InetAddress.getByName(names.get(name));
      answer.addRecord(new ARecord(wanted.getName(), DClass.IN, 600, address), Section.ANSWER);
    }
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
