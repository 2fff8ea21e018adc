import { describe, expect, it } from 'vitest';
import webhook from '../../../automation-engine/triggers/webhook.ts';

describe('the trigger webhook', () => {
  it('has a name, and says where the contact’s address stands', () => {
    const params = webhook.params.parse({ webhook: 'price-form', email: 'customer.mail' });
    expect(webhook.eventTypes(params)).toEqual(['webhook.received']);
    expect(webhook.condition?.(params, 0)).toBe('event.webhook == "price-form"');
    expect(webhook.webhook?.(params)).toEqual({ name: 'price-form', emailPath: ['customer', 'mail'] });
  });

  it.each([{ webhook: '../x' }, { webhook: 'form', email: 'a..b' }, { webhook: 'form', email: '' }])(
    'refuses %j',
    (params) => {
      expect(webhook.params.safeParse(params).success).toBe(false);
    },
  );
});
