/**
 * Kills one engine again and again while two devices push and its recipes tag, wait, write and call; then lets it finish and counts. The
 * database file, the mail server and the receiver of calls stay; only the engine dies.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { UNDER_WAY } from '../../automation-engine/runner/entries.ts';
import { startFaultSink, type FaultSink } from '../automation-engine/channels/fault-sink.ts';
import { audit, type Figures, type Outside, type Workload } from './audit.ts';
import { isInside } from './boundaries.ts';
import { startCallReceiver, type CallReceiver } from './call-receiver.ts';
import { pairDevice, type Device } from './device.ts';
import { startLife, type EngineLife, type Fault } from './engine-life.ts';
import { recipeFiles } from './recipes.ts';

/** How one life ends: at a boundary, at the so manieth time that somebody comes by, or so many milliseconds after its start. */
export type Strike = { boundary: string; passes: number } | { afterMs: number; from: 'spawn' | 'ready' };

export interface SiegeResult {
  kills: number;
  /** How many lives ended at each boundary; nobody came by in time at the others of the plan, and they were killed all the same. */
  struck: Record<string, number>;
  figures: Figures;
  workload: Workload;
  /** Mails that one kill left being handed over, and connections that the mail server saw open at once. */
  maxInDoubtPerKill: number;
  maxConnections: number;
}

export interface SiegeOptions {
  /** A bug to plant in all lives but the last. */
  fault?: Fault;
  onKill?: () => void;
  /** Sees what the figures are counted from. */
  onEnd?: (database: DatabaseSync, outside: Outside) => void;
}

/** A life at whose boundary nobody came by ends so long after it was ready. */
const LIFE_MAX_MS = 5_000;
/** The last life may take so long to finish what is under way. */
const FINISH_MAX_MS = 300_000;

export async function besiege(
  strikes: readonly Strike[],
  { fault, onKill, onEnd }: SiegeOptions = {},
): Promise<SiegeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-crash-'));
  const [sink, receiver] = await Promise.all([startFaultSink(), startCallReceiver()]);
  const file = join(folder, 'larder.db');
  const settings = {
    LARDER_DATA: folder,
    LARDER_SMTP_URL: sink.url,
    LARDER_MAIL_FROM: 'sally@larder.example',
    LARDER_WEBHOOK_HOSTS: receiver.host,
    // So many people in so short a time are no accident here.
    LARDER_BLAST_RADIUS: '1000000',
  };
  let life: EngineLife | undefined;
  try {
    await mkdir(join(folder, 'recipes'));
    for (const [id, text] of Object.entries(recipeFiles(receiver.url)))
      await writeFile(join(folder, 'recipes', `${id}.yaml`), text);
    life = startLife(settings);
    const devices = await pairTwo(life);
    life.kill('SIGKILL');
    await life.ended;

    const struck: Record<string, number> = {};
    const leftSending = new Set<string>();
    let maxInDoubtPerKill = 0;
    let maxConnections = 0;
    for (const strike of strikes) {
      const boundary = 'boundary' in strike ? strike.boundary : undefined;
      life = startLife(settings, {
        ...(fault === undefined ? {} : { fault }),
        ...(boundary !== undefined && isInside(boundary) ? { ...strike, dieAt: boundary } : {}),
      });
      const place = await liveUnder(strike, life, devices, { sink, receiver });
      struck[place] = (struck[place] ?? 0) + 1;
      const doubtful = sendingNow(file).filter((id) => !leftSending.has(id));
      for (const id of doubtful) leftSending.add(id);
      maxInDoubtPerKill = Math.max(maxInDoubtPerKill, doubtful.length);
      maxConnections = Math.max(maxConnections, sink.openMax);
      onKill?.();
    }

    life = startLife(settings);
    const { url } = await life.ready;
    for (const device of devices) await device.pushRest(url);
    for (const end = Date.now() + FINISH_MAX_MS; !isFinished(file) && Date.now() < end;) await pause(100);
    life.kill('SIGTERM');
    await life.ended;
    const outside: Outside = {
      acknowledged: devices.flatMap((device) => [...device.acknowledged]),
      mails: sink.complete.map(({ source, to }) => ({
        messageId: /^Message-ID: (.*)$/im.exec(source)?.[1]?.trim() ?? '',
        to: to[0] ?? '',
      })),
      calls: receiver.arrived,
    };
    const { figures, workload } = withDatabase(file, (database) => {
      onEnd?.(database, outside);
      return audit(database, outside);
    });
    return { kills: strikes.length, struck, figures, workload, maxInDoubtPerKill, maxConnections };
  } finally {
    life?.kill('SIGKILL');
    await life?.ended;
    await Promise.all([sink.close(), receiver.close()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The first device is the owner; it switches the recipes on. */
async function pairTwo(life: EngineLife): Promise<Device[]> {
  const { url, pairingCode = '' } = await life.ready;
  const laptop = await pairDevice(url, pairingCode, 'laptop');
  const phone = await pairDevice(url, await laptop.invite(url), 'phone');
  for (const id of ['greet', 'echo']) await laptop.switchOn(url, id);
  return [laptop, phone];
}

/** Sees a life to its violent end, and says where that was: the boundary, `missed BOUNDARY` or `random`. */
async function liveUnder(
  strike: Strike,
  life: EngineLife,
  devices: readonly Device[],
  { sink, receiver }: { sink: FaultSink; receiver: CallReceiver },
): Promise<string> {
  const boundary = 'boundary' in strike ? strike.boundary : undefined;
  let isOver = false;
  void life.ended.then(() => (isOver = true));
  let place = boundary === undefined ? 'random' : `missed ${boundary}`;
  if ('boundary' in strike) {
    let passesLeft = strike.passes;
    const passing = (here: string) => {
      if (isOver || here !== boundary || --passesLeft > 0) return;
      isOver = true;
      place = here;
      life.kill('SIGKILL');
    };
    sink.onCommand = (line) => passing(`smtp ${line.slice(0, 4).trim().toUpperCase()}`);
    receiver.onCall = (moment) => passing(`call ${moment}`);
  }
  const ready = life.ready.catch(() => undefined); // killed while it started
  const working = ready.then((engine) =>
    Promise.all(engine === undefined ? [] : devices.map((device) => device.work(engine.url, () => isOver))),
  );
  if ('boundary' in strike || strike.from === 'ready') await ready;
  const wait = 'boundary' in strike ? LIFE_MAX_MS : strike.afterMs;
  const isDead = await Promise.race([pause(wait, false), life.ended.then(() => true)]);
  if (isDead && boundary !== undefined && isInside(boundary)) place = boundary;
  isOver = true;
  life.kill('SIGKILL');
  if ((await life.ended) !== 'SIGKILL') throw new Error('the engine ended by itself');
  sink.onCommand = () => {};
  receiver.onCall = () => {};
  await working;
  return place;
}

function withDatabase<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const query = <T>(file: string, sql: string, read: (row: Record<string, unknown>) => T): T[] =>
  withDatabase(file, (database) => database.prepare(sql).all().map(read));

const sendingNow = (file: string): string[] =>
  query(file, "SELECT id FROM ledger WHERE channel = 'email' AND state = 'sending'", ({ id }) => String(id));

/** No event to match, no run under way, no row of the ledger open. */
function isFinished(file: string): boolean {
  const [open] = query(
    file,
    `SELECT (SELECT count(*) FROM runs WHERE state IN (${UNDER_WAY.map((state) => `'${state}'`).join(', ')}))
       + (SELECT count(*) FROM ledger WHERE state IN ('planned', 'claimed', 'sending'))
       + (SELECT count(*) FROM events WHERE seq > (SELECT seq FROM cursors WHERE name = 'matcher')) AS n`,
    ({ n }) => Number(n),
  );
  return open === 0;
}
