/** A new channel and its run of the cases that every channel must pass. */
import type { Files, Name } from './name.ts';

export const channelFiles = ({ id, title, pascal }: Name): Files => ({
  [`automation-engine/channels/${id}.ts`]: `/** ${title}: say here what it carries, to whom, and what its service promises. */
import type { Channel, Outcome, OutgoingMail } from './define-channel.ts';

/** The service in two calls, of which only the second hands the mail over. */
export interface ${pascal}Service {
  /** Asks whether the mail would be taken; throws when nobody is there. */
  offer(mail: OutgoingMail, signal: AbortSignal): Promise<'taken' | 'refused-for-now' | 'refused-for-good'>;
  /** Hands it over. Once this was called, only its answer tells whether the service has the mail. */
  handOver(mail: OutgoingMail, signal: AbortSignal): Promise<string>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** @param service how to reach it; without one, mails wait and say why */
export default function create${pascal}Channel(service: ${pascal}Service | undefined): Channel {
  const missing = 'no service is configured';
  return {
    id: '${id}',
    writesTo: 'people',
    unavailable: () => (service === undefined ? missing : undefined),
    async send(mail, beforeHandOver, signal): Promise<Outcome> {
      if (service === undefined) return { outcome: 'retry', reason: missing };
      if (signal.aborted) return { outcome: 'retry', reason: 'the engine is stopping' };
      try {
        const offered = await service.offer(mail, signal);
        if (offered === 'refused-for-good') return { outcome: 'failed', reason: 'the service refused it' };
        if (offered === 'refused-for-now') return { outcome: 'retry', reason: 'the service asks to wait' };
        await beforeHandOver();
      } catch (error) {
        return { outcome: 'retry', reason: reasonOf(error) };
      }
      try {
        return { outcome: 'sent', answer: await service.handOver(mail, signal) };
      } catch (error) {
        return { outcome: 'in-doubt', reason: reasonOf(error) };
      }
    },
    close: () => Promise.resolve(),
  };
}
`,
  [`tests/automation-engine/channels/${id}.test.ts`]: `import create${pascal}Channel from '../../../automation-engine/channels/${id}.ts';
import type { OutgoingMail } from '../../../automation-engine/channels/define-channel.ts';
import { runChannelCases, type Trouble } from './conformance.ts';

const NO_SUCH_REFUSAL = 'its service refuses before the hand-over only';

runChannelCases(
  async () => {
    const mails: OutgoingMail[] = [];
    let trouble: Trouble | 'no-trouble' = 'no-trouble';
    const channel = create${pascal}Channel({
      async offer() {
        if (trouble === 'be-dead') throw new Error('nobody is there');
        if (trouble === 'refuse-for-now') return 'refused-for-now';
        return trouble === 'refuse-for-good' ? 'refused-for-good' : 'taken';
      },
      async handOver(mail) {
        mails.push(mail);
        if (trouble === 'lose-the-answer') throw new Error('nobody answered');
        return 'ok';
      },
    });
    return {
      channel,
      arrived: () => mails,
      make: async (next) => {
        trouble = next;
      },
      close: async () => {},
    };
  },
  { 'refuse-the-hand-over-for-good': NO_SUCH_REFUSAL, 'refuse-the-hand-over-for-now': NO_SUCH_REFUSAL },
);
`,
});
