import { describe, expect, it } from 'vitest';
import button from '../../../automation-engine/triggers/button.ts';

describe('the trigger button', () => {
  it('stands on the cards of contacts unless it says otherwise', () => {
    const params = button.params.parse({ button: 'Send the price list' });
    expect(button.eventTypes(params)).toEqual(['button.pressed']);
    expect(button.condition?.(params, 3)).toBe('event.trigger == 3');
    expect(button.button?.(params)).toEqual({ label: 'Send the price list', on: 'contact' });
  });

  it.each([{ button: '' }, { button: 'x'.repeat(61) }, { button: 'a\nb' }, { button: 'Go', on: 'note' }])(
    'refuses %j',
    (params) => {
      expect(button.params.safeParse(params).success).toBe(false);
    },
  );
});
