/**
 * Kysely over node:sqlite. WAL with synchronous=FULL: a commit is on the disk before it is answered, which is what the engine's first
 * promise rests on (https://sqlite.org/pragma.html#pragma_synchronous).
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteDialect, SqliteQueryCompiler, ValueNode, type LimitNode, type SqliteDatabase } from 'kysely';
import { ParameterRows } from './bulk.ts';

/** A checkpoint copies each changed page once: the longer the log (32 MB here), the fewer times a page that changes often is copied. */
const CHECKPOINT_PAGES = 8_192;
/** Prepared statements kept; Kysely writes the same SQL text for the same query, so most runs are hits. */
const STATEMENTS_MAX = 500;

/**
 * @param file a path, or `:memory:`
 * @throws what node:sqlite throws when the file can't be opened: its `code` is ERR_SQLITE_ERROR, its `errcode` SQLite's own
 */
export function openSqlite(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536`,
  );
  return database;
}

/** The dialect for Kysely; one connection, so transactions queue up behind each other. */
export function sqliteDialect(database: DatabaseSync): SqliteDialect {
  const statements = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= STATEMENTS_MAX) statements.clear();
    const statement = toStatement(database, sql);
    statements.set(sql, statement);
    return statement;
  };
  // After a full disk or an I/O error SQLite may have rolled back by itself, and a second rollback would hide the error that says why.
  const rollback = { reader: false, all: () => [], run: () => endTransaction(database), iterate: () => [].values() };
  const adapter: SqliteDatabase = {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (sql) => (sql === 'rollback' ? rollback : prepare(sql)),
  };
  return new PlannedOnce({ database: adapter });
}

/** SQLite looks at a limit when it plans a statement: one that is bound makes it plan the statement anew each time. */
class LiteralLimits extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const { limit } = node;
    if (ValueNode.is(limit) && Number.isSafeInteger(limit.value)) this.append(`limit ${String(limit.value)}`);
    else super.visitLimit(node);
  }
}

class PlannedOnce extends SqliteDialect {
  override createQueryCompiler(): SqliteQueryCompiler {
    return new LiteralLimits();
  }
}

type Statement = ReturnType<SqliteDatabase['prepare']>;

function toStatement(database: DatabaseSync, sql: string): Statement {
  const statement = database.prepare(sql);
  const values = (parameters: readonly unknown[]) => parameters.map(toSqlite);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => {
      const [rows] = parameters;
      return rows instanceof ParameterRows ? runForEach(statement, rows) : statement.run(...values(parameters));
    },
    // node:sqlite can't hand out two cursors on one statement, so a stream gets a statement of its own.
    iterate: (parameters) => database.prepare(sql).iterate(...values(parameters)) as IterableIterator<unknown>,
  };
}

function runForEach(statement: StatementSync, { rows }: ParameterRows): { changes: number; lastInsertRowid: number } {
  let changes = 0;
  // What cannot be bound is refused by node:sqlite itself.
  for (const row of rows) changes += Number(statement.run(...(row as SQLInputValue[])).changes);
  return { changes, lastInsertRowid: 0 };
}

function endTransaction(database: DatabaseSync): { changes: number; lastInsertRowid: number } {
  if (database.isTransaction) database.exec('rollback');
  return { changes: 0, lastInsertRowid: 0 };
}

/** Kysely passes values on as they are; anything SQLite can't bind is a mistake of ours and must be heard of. */
function toSqlite(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot bind a ${typeof value}`);
}
