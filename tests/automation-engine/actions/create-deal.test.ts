import { describe, expect, it } from 'vitest';
import createDeal from '../../../automation-engine/actions/create-deal.ts';
import { CONTACT, planFor, RUN } from './plan.ts';

describe('create-deal', () => {
  it('opens a deal of the contact and its company', () => {
    const params = { title: 'Pumps for\nDana', stage: 'qualified', amount: 250_000, currency: 'EUR' };
    expect(planFor(createDeal, params, { companyId: RUN })).toEqual({
      effects: [
        {
          type: 'mutate',
          kind: 'deal',
          fields: {
            title: 'Pumps for Dana',
            pipeline: 'sales',
            stage: 'qualified',
            stageSince: '2026-03-06T11:00:00.000Z',
            amount: 250_000,
            currency: 'EUR',
            contactId: CONTACT,
            companyId: RUN,
          },
        },
      ],
      text: 'Opened the deal "Pumps for Dana" in qualified',
    });
  });

  it.each([
    { title: '' },
    { title: 'x', amount: 10 },
    { title: 'x', amount: 1.5, currency: 'EUR' },
    { title: 'x', stage: 'In Talks' },
  ])('refuses %j', (params) => {
    expect(createDeal.params.safeParse(params).success).toBe(false);
  });
});
