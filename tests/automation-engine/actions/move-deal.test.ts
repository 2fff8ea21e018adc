import { describe, expect, it } from 'vitest';
import moveDeal from '../../../automation-engine/actions/move-deal.ts';
import { planFor, RUN } from './plan.ts';

const deal = { id: RUN, title: 'Pumps', stage: 'qualified' };
const NOW = '2026-03-06T11:00:00.000Z';

describe('move-deal', () => {
  it('moves the deal and notes since when', () => {
    expect(planFor(moveDeal, { stage: 'stalled' }, {}, { deal })).toEqual({
      effects: [{ type: 'mutate', kind: 'deal', recordId: RUN, fields: { stage: 'stalled', stageSince: NOW } }],
      text: 'Moved "Pumps" to stalled',
    });
  });

  it('closes it with an outcome, and says why it was lost', () => {
    expect(
      planFor(moveDeal, { stage: 'qualified', outcome: 'lost', reason: 'too\nexpensive' }, {}, { deal }),
    ).toMatchObject({
      effects: [{ fields: { outcome: 'lost', closedAt: NOW, lostReason: 'too expensive' } }],
    });
  });

  it('has nothing to do for a deal that is there already, or is not there at all', () => {
    expect(planFor(moveDeal, { stage: 'qualified' }, {}, { deal })).toHaveProperty('skip');
    expect(planFor(moveDeal, { stage: 'won' })).toEqual({ skip: 'there is no deal here' });
  });
});
