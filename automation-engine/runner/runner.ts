/**
 * Everything that makes recipes run, as loops over the database: timetables, dates and silences record what is due, segments are kept, events
 * start and end runs, runs take steps, mails are sent. Signals and timers only wake the loops; what there is to do is in the database.
 */
import { nextDigest, planDigest } from '../campaigns/digests.ts';
import { decideDraft } from '../campaigns/drafts.ts';
import { recoverMails, sendMails, type Sending } from '../campaigns/send-mails.ts';
import { nextAttempt } from '../campaigns/ledger.ts';
import type { DraftDecision } from '../../shared/model/wire.ts';
import type { Core } from '../core.ts';
import { inUnit } from '../unit.ts';
import { startHeartbeat } from '../schedule/heartbeat.ts';
import { createSegments, type Memberships } from '../schedule/segments.ts';
import { fireDue, nextSchedule, planSchedules, type Scheduling } from '../schedule/schedules.ts';
import { createCrowds, decideHeld, type HeldDecision } from './blast-radius.ts';
import { createTimers } from '../schedule/timers.ts';
import { enrolDue, nextTurn } from './enrolment/enrol.ts';
import type { Entered } from './enter-run.ts';
import { restingWhenStopped } from './kill-switch.ts';
import { createMatchIndex } from './match.ts';
import { createOvertaken } from './overtaken.ts';
import type { Person } from './person.ts';
import { requestRun } from './request-run.ts';
import type { RunnerParts, RunnerTools } from './runner-parts.ts';
import { startRuns } from './start-runs.ts';
import { nextWakeUp, resumeRuns, takeSteps } from './take-steps.ts';
import { updateRuns } from './update-runs.ts';
import { createVersions } from './versions.ts';
import { createWorkLoop, type Work } from './work-loop.ts';

export type { RunnerParts } from './runner-parts.ts';

export interface Runner {
  /** Puts right what a crash left behind, and begins. */
  start(): Promise<void>;
  /** Ends after the work in hand; nothing new is begun. */
  stop(): Promise<void>;
  /** Resolves when nothing can be done before the clock moves. */
  settle(): Promise<void>;
  /** For asking whether a contact is in a segment. */
  readonly segments: Memberships;
  /** Starts a recipe by hand: see request-run.ts. */
  request(recipeId: string, contactId?: string): Promise<Entered>;
  /** Begins or drops the runs of a recipe that wait for a person's yes; returns how many. */
  decideHeld(recipeId: string, decision: HeldDecision): Promise<number>;
  /** Sends a draft as it is, changed, or not at all, or changes it; `false` when there is no such draft any more. */
  decide(draftId: string, decision: DraftDecision, by: Person): Promise<boolean>;
}

/** How long stopping waits for the answers to mails that were handed over. */
const ANSWER_WAIT_MS = 5_000;

const never = () => Promise.resolve(undefined);

export function createRunner(core: Core, parts: RunnerParts): Runner {
  const { library, blocks, ownerZone, channels, mailFrom } = parts;
  const segments = createSegments(core);
  const tools: RunnerTools = { ...parts, segments };
  const stopping = new AbortController();
  const versions = createVersions(library);
  const scheduling: Scheduling = { core, blocks, ownerZone, recipes: () => library.active() };
  const sendings: Sending[] = [...channels.values()].map((channel) => ({
    core,
    versions,
    channel,
    mailFrom,
    caps: parts.caps,
    hours: { ownerZone, holidays: parts.holidays ?? [] },
    signal: stopping.signal,
    inFlight: new Set(),
    overtaken: createOvertaken(core),
  }));
  const crowds = createCrowds();
  const index = createMatchIndex(blocks);
  const overtaken = createOvertaken(core);
  // Set whenever recipes were loaded or switched; the loop that works it off runs before anything that depends on it.
  let isChanged = true;

  const changes = createWorkLoop(core, {
    name: 'recipe changes',
    async work() {
      if (!isChanged) return false;
      isChanged = false;
      index.update(library.active());
      await planSchedules(scheduling);
      await timers.plan();
      await updateRuns(core, versions, library.active());
      await resumeRuns({ core, parts: tools, versions });
      for (const loop of loops) if (loop !== changes) loop.poke();
      return false;
    },
    nextAt: never,
  });
  const createRecipeLoop = (work: Work) => createWorkLoop(core, restingWhenStopped(core, work));
  const timetables = createRecipeLoop({
    name: 'timetables',
    work: () => fireDue(scheduling),
    nextAt: () => nextSchedule(scheduling),
  });
  const timers = createTimers(scheduling);
  const timekeeper = createWorkLoop(core, {
    name: 'dates and silences',
    // What was heard of a contact comes before the end of its silence.
    work: async () => (await timers.follow()) || (await timers.wake()) || timers.build(),
    nextAt: () => timers.nextAt(),
  });
  const segmenter = createWorkLoop(core, {
    name: 'segments',
    work: async () => (await segments.follow()) || (await segments.wake()) || segments.build(),
    nextAt: () => segments.nextAt(),
  });
  const matcher = createRecipeLoop({
    name: 'events',
    async work() {
      const { blastRadius = Infinity } = parts;
      const isMore = await startRuns({ core, parts: tools, index, versions, crowds, blastRadius });
      if (overtaken.isWaiting()) stepper.poke();
      sendings.forEach((sending, at) => sending.overtaken.isWaiting() && senders[at]?.poke());
      return isMore;
    },
    nextAt: never,
  });
  const enroller = createRecipeLoop({
    name: 'enrolments',
    work: () => enrolDue({ core, parts: tools, versions }),
    nextAt: () => nextTurn(core),
  });
  const stepper = createRecipeLoop({
    name: 'steps',
    work: async () => (await takeSteps({ core, parts: tools, versions }, overtaken)) > 0,
    // Those that are held go on when the matcher pokes; their time is over, and would wake the loop again and again.
    nextAt: async () => (overtaken.isWaiting() ? undefined : nextWakeUp(core)),
  });
  // One for each channel: a program that takes its time holds up no mail.
  const senders = sendings.map((sending) =>
    createWorkLoop(core, {
      name: `sending over ${sending.channel.id}`,
      work: (nextPoke) => sendMails(sending, nextPoke),
      nextAt: async () => (sending.overtaken.isWaiting() ? undefined : nextAttempt(core.db, sending.channel.id)),
    }),
  );
  const digests = createWorkLoop(core, {
    name: 'digests',
    work: () => planDigest(core, mailFrom),
    nextAt: () => (mailFrom === undefined ? never() : nextDigest(core.db)),
  });
  async function loadVersions(draftId: string): Promise<void> {
    const run = core.db.selectFrom('ledger').innerJoin('runs', 'runs.id', 'ledger.run_id').select('recipe_hash');
    await versions.load((await run.where('ledger.id', '=', draftId).execute()).map((row) => row.recipe_hash));
  }
  const loops = [changes, timetables, timekeeper, segmenter, matcher, enroller, stepper, digests, ...senders];
  const endings: (() => void)[] = [];

  return {
    segments,
    async start() {
      await segments.load();
      for (const sending of sendings) await recoverMails(sending);
      endings.push(
        core.signals.on('changes-accepted', () => {
          segmenter.poke();
          timekeeper.poke();
        }),
        core.signals.on('events-recorded', () => matcher.poke()),
        core.signals.on('run-moved', ({ state }) => {
          if (state === 'ready' || state === 'waiting') stepper.poke();
        }),
        core.signals.on('mail-planned', () => senders.forEach((sender) => sender.poke())),
        core.signals.on('digest-collected', () => digests.poke()),
        core.signals.on('recipes-changed', () => {
          isChanged = true;
          changes.poke();
        }),
      );
      if (parts.heartbeat !== false) endings.push(startHeartbeat(() => loops.forEach((loop) => loop.poke()), core.log));
      changes.poke();
      await changes.idle();
    },
    async stop() {
      for (const end of endings.splice(0)) end();
      stopping.abort();
      await Promise.all(loops.map((loop) => loop.stop()));
      const answered = Promise.all(sendings.flatMap(({ inFlight }) => [...inFlight]));
      // A server that does not answer must not keep the engine from stopping: those mails are in doubt.
      const giveUp = core.clock.wakeAt(core.clock.now() + ANSWER_WAIT_MS, () => {
        for (const channel of channels.values()) {
          channel.close().catch((error: unknown) => core.log.error({ error }, 'a channel could not be closed'));
        }
      });
      await answered;
      giveUp();
    },
    request: (recipeId, contactId) =>
      requestRun({ core, parts: tools, library, blocks, versions }, recipeId, contactId),
    decideHeld: (recipeId, decision) => decideHeld({ core, versions, crowds }, recipeId, decision),
    async decide(draftId, decision, by) {
      const channel = channels.get('email');
      if (channel === undefined) return false;
      await loadVersions(draftId);
      return inUnit(core, (unit) => decideDraft(unit, { versions, channel }, draftId, decision, by));
    },
    async settle() {
      while (loops.some((loop) => !loop.isIdle())) await Promise.all(loops.map((loop) => loop.idle()));
    },
  };
}
