/** What a transaction will have to tell once it is committed; nothing is told when it is rolled back. */
import type { Core } from '../core.ts';

export interface Commits {
  changed(seq: number): void;
  recorded(seqs: readonly number[]): void;
  moved(runId: string, state: string): void;
  planned(ledgerId: string): void;
  /** Something waits for a digest. */
  collected(): void;
  settled(ledgerId: string, runId: string | null): void;
  broke(recipeId: string): void;
  /** Call it after the commit. */
  tell(core: Core): void;
}

export function createCommits(): Commits {
  let changes = 0;
  let events = 0;
  const moved = new Map<string, string>();
  const planned: string[] = [];
  const broken: string[] = [];
  let isCollected = false;
  const settled: { ledgerId: string; runId: string | null }[] = [];
  return {
    changed: (seq) => (changes = Math.max(changes, seq)),
    recorded: (seqs) => (events = Math.max(events, ...seqs)),
    moved: (runId, state) => void moved.set(runId, state),
    planned: (ledgerId) => void planned.push(ledgerId),
    collected: () => void (isCollected = true),
    settled: (ledgerId, runId) => void settled.push({ ledgerId, runId }),
    broke: (recipeId) => void broken.push(recipeId),
    tell({ signals }) {
      if (changes > 0) signals.emit('changes-accepted', { seq: changes });
      if (events > 0) signals.emit('events-recorded', { seq: events });
      for (const [runId, state] of moved) signals.emit('run-moved', { runId, state });
      for (const ledgerId of planned) signals.emit('mail-planned', { ledgerId });
      if (isCollected) signals.emit('digest-collected', {});
      for (const details of settled) signals.emit('mail-settled', details);
      for (const recipeId of broken) signals.emit('recipe-broken', { recipeId });
    },
  };
}
