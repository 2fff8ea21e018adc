/**
 * Loaded into the engine's process before it: `node --import mine.ts main.ts --die-at='before-commit ledger:sent' --passes=2
 * --fault=NAME`. It watches the statements on their way to SQLite and kills the process at the named boundary, at the so manieth time.
 * With a fault it plants a bug, which the figures must then show. So the product needs to know nothing of either.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    'die-at': { type: 'string' },
    passes: { type: 'string', default: '1' },
    fault: { type: 'string' },
  },
});

let passesLeft = Number(values.passes);
function passing(boundary: string): void {
  if (boundary === values['die-at'] && --passesLeft <= 0) process.kill(process.pid, 'SIGKILL');
}

/** Every so manieth commit with accepted changes is forgotten. */
const FORGOTTEN_EVERY = 3;
let commitsWithChanges = 0;
const isForgotten = () =>
  values.fault === 'forget-commits' && written.has('changes') && ++commitsWithChanges % FORGOTTEN_EVERY === 0;

/** What the open transaction wrote; outside of one, each statement is a commit of its own. */
let written = new Set<string>();
let inTransaction = false;

function nameOf(sql: string, parameters: readonly unknown[]): string | undefined {
  const table = /^(?:insert into|update|delete from) "?(\w+)"?/.exec(sql)?.[1];
  if (table !== 'ledger') return table;
  return `ledger:${sql.startsWith('insert') ? 'planned' : String(parameters[0])}`;
}

function watched(sql: string, work: (...parameters: never[]) => unknown) {
  return (...parameters: never[]): unknown => {
    if (sql.startsWith('begin')) {
      written = new Set();
      inTransaction = true;
    }
    if (sql === 'commit') {
      for (const name of written) passing(`before-commit ${name}`);
      if (isForgotten()) return rollback?.run();
    }
    const name = nameOf(sql, parameters);
    if (name !== undefined) {
      passing(`before-write ${name}`);
      if (!inTransaction) passing(`before-commit ${name}`);
      // A row that is being handed over looks, after a crash, as if it had never left.
      if (name === 'ledger:sending' && values.fault === 'forget-hand-overs') return { changes: 1, lastInsertRowid: 0 };
      written.add(name);
    }
    const result = work(...parameters);
    if (sql === 'commit') {
      inTransaction = false;
      for (const each of written) passing(`after-commit ${each}`);
    } else if (name !== undefined && !inTransaction) passing(`after-commit ${name}`);
    return result;
  };
}

const prepare = DatabaseSync.prototype.prepare;
let rollback: StatementSync | undefined;
DatabaseSync.prototype.prepare = function prepareWatched(this: DatabaseSync, sql: string): StatementSync {
  const statement = prepare.call(this, sql);
  if (sql.startsWith('begin')) rollback = prepare.call(this, 'rollback');
  return Object.assign(statement, {
    run: watched(sql, statement.run.bind(statement)),
    all: watched(sql, statement.all.bind(statement)),
  });
};
// Kysely's rollback goes past prepared statements.
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function execWatched(this: DatabaseSync, sql: string): void {
  if (sql === 'rollback') inTransaction = false;
  exec.call(this, sql);
};
