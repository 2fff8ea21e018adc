import createRecordingChannel from '../../../automation-engine/channels/recording.ts';
import type { Outcome } from '../../../automation-engine/channels/define-channel.ts';
import { runChannelCases, type Trouble } from './conformance.ts';

const ANSWERS: Partial<Record<Trouble, Outcome>> = {
  'refuse-for-good': { outcome: 'failed', reason: 'no such user', code: 550 },
  'refuse-for-now': { outcome: 'retry', reason: 'later', code: 451 },
  'lose-the-answer': { outcome: 'in-doubt', reason: 'nobody answered' },
  'be-dead': { outcome: 'retry', reason: 'nobody there' },
};

runChannelCases(
  async () => {
    let answer: Outcome | undefined;
    const channel = createRecordingChannel({ answer: () => answer ?? { outcome: 'sent', answer: 'ok' } });
    return {
      channel,
      arrived: () => channel.mails.map(({ messageId, subject, text }) => ({ messageId, subject, text })),
      make: async (trouble) => {
        answer = trouble === 'no-trouble' ? undefined : ANSWERS[trouble];
      },
      close: async () => {},
    };
  },
  {
    'refuse-the-hand-over-for-good': 'it knows no refusal after the hand-over',
    'refuse-the-hand-over-for-now': 'it knows no refusal after the hand-over',
  },
);
