package nightshift.bot.host.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SocketTest {

  @Test
  void sockets_are_read_as_ss_writes_them() {
    assertThat(Socket.read("udp UNCONN 0      0      127.0.0.53%lo:53   0.0.0.0:*   "))
        .contains(new Socket("udp", "127.0.0.53", 53, ""));
    assertThat(Socket.read("tcp LISTEN 0 2 *:9000 *:* users:((\"busybox\",pid=163,fd=3))"))
        .contains(new Socket("tcp", "*", 9000, "busybox"));
    assertThat(Socket.read("tcp   LISTEN 0      128             [::1]:631          [::]:*"))
        .get()
        .matches(Socket::inside);
    assertThat(Socket.read("Netid State")).isEmpty();
  }
}
