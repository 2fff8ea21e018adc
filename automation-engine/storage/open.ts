/** Opens the engine's database and brings its tables up to date. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './schema.ts';
import { openSqlite, sqliteDialect } from './sqlite.ts';

export interface Storage {
  db: Kysely<Database>;
  close(): Promise<void>;
}

/** The migrations in `migrations/`, by file name without ending; the order of names is the order in time. */
async function loadMigrations(): Promise<Record<string, Migration>> {
  const folder = join(import.meta.dirname, 'migrations');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  const migrations: Record<string, Migration> = {};
  for (const file of files) {
    const module: { default: Migration } = await import(pathToFileURL(join(folder, file)).href);
    migrations[file.replace(/\.ts$/, '')] = module.default;
  }
  return migrations;
}

/**
 * @param file a path in a folder that exists, or `:memory:`
 * @throws Error with the migration's name, and its `cause`, when the tables can't be brought up to date
 */
export async function openStorage(file: string): Promise<Storage> {
  const db = new Kysely<Database>({ dialect: sqliteDialect(openSqlite(file)) });
  const migrator = new Migrator({ db, provider: { getMigrations: loadMigrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new Error(
      `the database ${file} could not be brought up to date${failed === undefined ? '' : ` (${failed})`}`,
      { cause: error },
    );
  }
  return { db, close: () => db.destroy() };
}
