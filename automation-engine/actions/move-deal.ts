/** Moves the deal to another stage, or closes it. */
import { z } from 'zod';
import { slugSchema, type FieldPath, type FieldValue } from '../../shared/model/record.ts';
import { timeText } from '../schedule/clock.ts';
import { defineAction, oneLine, recordOf } from './define-action.ts';

export default defineAction({
  title: 'Move the deal',
  about: "Moves the run's deal, or else the contact's latest open one, to a stage; with an outcome it is closed.",
  params: z.strictObject({
    stage: slugSchema.describe('The stage'),
    outcome: z.enum(['won', 'lost']).optional().describe('Closes the deal'),
    reason: z.string().max(2_000).optional().describe('Why it was lost'),
  }),
  texts: ['reason'],
  sample: { stage: 'stalled' },
  writes: ['deal.stage'],
  plan({ stage, outcome, reason }, { scope, now }) {
    const deal = recordOf(scope, 'deal');
    if (deal === undefined) return { skip: 'there is no deal here' };
    const title = oneLine(String(deal['title'] ?? '')) || 'the deal';
    const isMoved = deal['stage'] !== stage;
    const isClosed = outcome !== undefined && deal['outcome'] !== outcome;
    if (!isMoved && !isClosed) return { skip: `"${title}" is in ${stage} already` };
    const at = timeText(now);
    const fields: Record<FieldPath, FieldValue> = {
      ...(isMoved ? { stage, stageSince: at } : {}),
      ...(isClosed ? { outcome, closedAt: at } : {}),
      ...(isClosed && outcome === 'lost' && reason !== undefined ? { lostReason: oneLine(reason) } : {}),
    };
    return {
      effects: [{ type: 'mutate', kind: 'deal', recordId: deal.id, fields }],
      text: `Moved "${title}" to ${stage}${isClosed ? `, ${outcome}` : ''}`,
    };
  },
});
