package nightshift.storage;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables to this version: each migration once, in order, and never again. */
final class Migrations {

  private Migrations() {}

  /** Runs what has not run yet. */
  static void run(DataSource source) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        // Tables of a newer version are refused, not guessed at.
        .ignoreMigrationPatterns(new String[0])
        .load()
        .migrate();
  }
}
