package nightshift.config;

/**
 * How to log in to a registry of images.
 *
 * @param username in memory only, as is the password
 * @param password or a token that the registry takes for one
 */
public record RegistryLogin(String username, String password) {

  /** Without both. */
  @Override
  public String toString() {
    return "RegistryLogin[…]";
  }
}
