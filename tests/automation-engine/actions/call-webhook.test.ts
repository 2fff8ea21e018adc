import { describe, expect, it } from 'vitest';
import callWebhook from '../../../automation-engine/actions/call-webhook.ts';
import { planFor, RUN } from './plan.ts';

const bodyOf = (send: string[]): unknown => {
  const plan = planFor(callWebhook, { url: 'https://hooks.globex.example/larder', event: 'lead.won', send });
  const [effect] = 'effects' in plan ? plan.effects : [];
  return effect?.type === 'send' ? JSON.parse(effect.message.text) : undefined;
};

describe('call-webhook', () => {
  it('sends what it is told to, in its place, and nothing else', () => {
    expect(bodyOf(['contact.name', 'contact.tags', 'deal.amount'])).toEqual({
      type: 'lead.won',
      timestamp: '2026-03-06T11:00:00.000Z',
      data: { runId: RUN, contact: { name: 'Dana', tags: [] }, deal: { amount: null } },
    });
    expect(bodyOf([])).toMatchObject({ data: { runId: RUN } });
  });

  it('sees own fields only', () => {
    expect(bodyOf(['contact.constructor', 'contact.__proto__.x'])).toMatchObject({
      data: { contact: { constructor: null } },
    });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each([
    { url: '' },
    { url: 'https://a.example', send: ['contact..name'] },
    { url: 'https://a.example', send: ['{{ x }}'] },
  ])('refuses %j', (params) => {
    expect(callWebhook.params.safeParse(params).success).toBe(false);
  });
});
