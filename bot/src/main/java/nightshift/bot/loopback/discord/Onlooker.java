package nightshift.bot.loopback.discord;

import java.util.Optional;

/** Sees every exchange, and may answer in the stand-in's place. */
public interface Onlooker {

  /** Sees nothing. */
  Onlooker NOBODY = new Onlooker() {};

  /** What is answered instead, without anything being done; empty to let it pass. */
  default Optional<Answer> instead(Call call) {
    return Optional.empty();
  }

  /** What is answered after all, when it was done. */
  default Answer after(Call call, Answer answer) {
    return answer;
  }
}
