/** A channel that only remembers: for the examples of recipes, for trying recipes out, and for tests. */
import type { Channel, Outcome, OutgoingMail } from './define-channel.ts';

export interface RecordingChannel extends Channel {
  /** What was handed over, in order. */
  mails: readonly OutgoingMail[];
}

/** @param options.answer what becomes of a mail; by default it is taken over */
export default function createRecordingChannel(
  options: { id?: string; writesTo?: Channel['writesTo']; answer?: (mail: OutgoingMail) => Outcome } = {},
): RecordingChannel {
  const mails: OutgoingMail[] = [];
  return {
    id: options.id ?? 'email',
    writesTo: options.writesTo ?? 'people',
    mails,
    unavailable: () => undefined,
    async send(mail, beforeHandOver, signal) {
      if (signal.aborted) return { outcome: 'retry', reason: 'the engine is stopping' };
      const outcome = options.answer?.(mail) ?? { outcome: 'sent', answer: 'recorded' };
      // Refusals and cuts that come before the hand-over never ask for it.
      if (outcome.outcome === 'retry' || outcome.outcome === 'failed') return outcome;
      try {
        await beforeHandOver();
      } catch (error) {
        return { outcome: 'retry', reason: error instanceof Error ? error.message : 'the hand-over was called off' };
      }
      mails.push(mail);
      return outcome;
    },
    close: () => Promise.resolve(),
  };
}

/** Both ways out, remembering only. */
export const recordingChannels = (): ReadonlyMap<string, RecordingChannel> =>
  new Map([
    ['email', createRecordingChannel()],
    ['webhook', createRecordingChannel({ id: 'webhook', writesTo: 'programs' })],
  ]);
