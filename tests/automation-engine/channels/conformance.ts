/** What every channel promises (define-channel.ts), as cases that each channel's test runs. A case is left out only with a reason. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, OutgoingMail } from '../../../automation-engine/channels/define-channel.ts';

/** What the other side can be told to do. */
export type Trouble =
  | 'refuse-for-good'
  | 'refuse-for-now'
  | 'refuse-the-hand-over-for-good'
  | 'refuse-the-hand-over-for-now'
  | 'lose-the-answer'
  | 'be-dead';

export interface ChannelBench {
  channel: Channel;
  /** What the other side has, refused or not: everything whose last byte arrived. */
  arrived(): readonly { messageId: string; subject: string; text: string }[];
  /** Makes the other side misbehave from now on. */
  make(trouble: Trouble | 'no-trouble'): Promise<void>;
  close(): Promise<void>;
}

export const aMail = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: '<0198c0de-0000-7000-8000-000000000001@larder.example>',
  from: { name: 'Lars', address: 'lars@larder.example' },
  to: { name: 'Dana', address: 'dana@globex.example' },
  subject: 'Your quote',
  text: 'Hello Dana',
  date: '2026-03-06T10:00:00.000Z',
  headers: {},
  ...over,
});

const going = new AbortController().signal;
const letGo = () => Promise.resolve();

export function runChannelCases(
  newBench: () => Promise<ChannelBench>,
  leaveOut: Partial<Record<Trouble, string>> = {},
): void {
  let bench: ChannelBench;
  beforeEach(async () => {
    bench = await newBench();
  });
  afterEach(async () => {
    await bench.channel.close();
    await bench.close();
  });
  const leftOut: (title: string, body: () => Promise<void>) => void = () => {};
  const caseOf = (trouble: Trouble) => (leaveOut[trouble] === undefined ? it : leftOut);

  describe('every channel', () => {
    it('hands a mail over once and says what was answered', async () => {
      const outcome = await bench.channel.send(aMail(), letGo, going);
      expect(outcome).toMatchObject({ outcome: 'sent' });
      expect(bench.arrived()).toMatchObject([{ messageId: aMail().messageId, subject: 'Your quote' }]);
    });

    it('sends several mails one after the other', async () => {
      for (const n of [1, 2, 3]) {
        const mail = aMail({ messageId: `<${n}@larder.example>`, subject: `Mail ${n}` });
        expect(await bench.channel.send(mail, letGo, going)).toMatchObject({ outcome: 'sent' });
      }
      expect(bench.arrived().map((mail) => mail.subject)).toEqual(['Mail 1', 'Mail 2', 'Mail 3']);
    });

    it('lets nothing leave before the hand-over was allowed', async () => {
      let arrivedBefore = -1;
      await bench.channel.send(
        aMail(),
        async () => {
          await new Promise((resolve) => setImmediate(resolve));
          arrivedBefore = bench.arrived().length;
        },
        going,
      );
      expect(arrivedBefore).toBe(0);
      expect(bench.arrived()).toHaveLength(1);
    });

    it('hands nothing over when the hand-over is called off, and can be tried again', async () => {
      const outcome = await bench.channel.send(aMail(), () => Promise.reject(new Error('not ours any more')), going);
      expect(outcome).toMatchObject({ outcome: 'retry', reason: expect.stringContaining('not ours any more') });
      expect(bench.arrived()).toHaveLength(0);
      expect(await bench.channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'sent' });
    });

    it('hands nothing over when the engine is stopping', async () => {
      const stopping = new AbortController();
      stopping.abort();
      expect(await bench.channel.send(aMail(), letGo, stopping.signal)).toMatchObject({ outcome: 'retry' });
      expect(bench.arrived()).toHaveLength(0);
    });

    caseOf('refuse-for-good')('gives up what is refused for good, without asking for the hand-over', async () => {
      await bench.make('refuse-for-good');
      let isAsked = false;
      const outcome = await bench.channel.send(aMail(), () => ((isAsked = true), letGo()), going);
      expect(outcome).toMatchObject({ outcome: 'failed' });
      expect(isAsked).toBe(false);
      expect(bench.arrived()).toHaveLength(0);
    });

    caseOf('refuse-for-now')('may try again what is refused for now', async () => {
      await bench.make('refuse-for-now');
      expect(await bench.channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'retry' });
      await bench.make('no-trouble');
      expect(await bench.channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'sent' });
    });

    caseOf('refuse-the-hand-over-for-good')('gives up what is refused for good at the hand-over', async () => {
      await bench.make('refuse-the-hand-over-for-good');
      expect(await bench.channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'failed' });
    });

    caseOf('refuse-the-hand-over-for-now')('may try again what is refused for now at the hand-over', async () => {
      await bench.make('refuse-the-hand-over-for-now');
      expect(await bench.channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'retry' });
    });

    caseOf('lose-the-answer')('is in doubt when the answer to the hand-over is lost', async () => {
      await bench.make('lose-the-answer');
      expect(await bench.channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'in-doubt' });
      expect(bench.arrived()).toHaveLength(1);
    });

    caseOf('be-dead')('may try again when nobody is there', async () => {
      await bench.make('be-dead');
      expect(await bench.channel.send(aMail(), letGo, going)).toMatchObject({ outcome: 'retry' });
    });
  });
}
