/** Chooses the language of Roundcube's interface for a user, before the first login. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What the interface is shown in: a folder of Roundcube's localization. */
export type Language = 'en_US' | 'de_DE' | 'he_IL';

/** @param dir the instance's folder. Roundcube itself makes the tables when its log-in page is first shown, which `up` waits for. */
export function setLanguage(dir: string, mailHost: string, user: string, language: Language): void {
  const database = new DatabaseSync(join(dir, 'roundcube/db/roundcube.db'), { timeout: 5_000 });
  try {
    const { lastInsertRowid } = database
      .prepare("INSERT INTO users (username, mail_host, created, language) VALUES (?, ?, datetime('now'), ?)")
      .run(user, mailHost, language);
    // A user whom Roundcube finds in its table gets no identity at login, and could not write mail.
    database
      .prepare("INSERT INTO identities (user_id, changed, standard, email) VALUES (?, datetime('now'), 1, ?)")
      .run(lastInsertRowid, user);
  } finally {
    database.close();
  }
}
