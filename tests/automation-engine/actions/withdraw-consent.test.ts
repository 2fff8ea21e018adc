import { describe, expect, it } from 'vitest';
import withdrawConsent from '../../../automation-engine/actions/withdraw-consent.ts';
import { CONTACT, planFor } from './plan.ts';

const how = 'Asked for it by mail';

describe('withdraw-consent', () => {
  it('writes down when and how', () => {
    const given = { state: 'granted', at: '2026-01-01T00:00:00Z', how: 'Ticked a box' };
    expect(planFor(withdrawConsent, { how }, { consent: { 'email:marketing': given } })).toMatchObject({
      effects: [
        {
          recordId: CONTACT,
          fields: { 'consent/email:marketing': { state: 'withdrawn', at: '2026-03-06T11:00:00.000Z', how } },
        },
      ],
    });
  });

  it('keeps the first time that they said so', () => {
    const before = { state: 'withdrawn', at: '2026-01-01T00:00:00Z', how: 'By phone' };
    expect(planFor(withdrawConsent, { how }, { consent: { 'email:marketing': before } })).toEqual({
      skip: 'they withdrew it already',
    });
  });

  it('fails in words without a contact', () => {
    expect(planFor(withdrawConsent, { how }, null)).toEqual({ fail: 'there is no contact' });
  });
});
