import { describe, expect, it } from 'vitest';
import date from '../../../automation-engine/triggers/date.ts';

describe('the trigger date', () => {
  it('says which field, how far from it and when in the day', () => {
    const params = date.params.parse({ date: 'company.custom.renewal', offset: '-2w', at: '08:30', zone: 'contact' });
    expect(date.eventTypes(params)).toEqual(['date.due']);
    expect(date.condition?.(params, 2)).toBe('event.trigger == 2');
    expect(date.recordDate?.(params)).toEqual({
      kind: 'company',
      path: 'custom/renewal',
      offsetMs: -14 * 86_400_000,
      at: '08:30',
      isYearly: false,
      zone: 'contact',
      missed: 'run-once',
    });
  });

  it.each([
    'contact.birthday',
    'deal.expectedCloseOn',
    'deal.stageSince',
    'task.dueAt',
    'contact.createdAt',
    'deal.custom.next-step',
  ])('takes %s', (field) => expect(date.params.safeParse({ date: field }).success).toBe(true));

  it.each([
    { date: 'contact.name' },
    { date: 'birthday' },
    { date: 'note.at' },
    { date: 'contact.constructor' },
    { date: 'contact.custom.' },
    { date: 'contact.birthday', at: '9 am' },
    { date: 'contact.birthday', at: '24:00' },
    { date: 'contact.birthday', offset: 'two days' },
    { date: 'contact.birthday', zone: 'Stockholm' },
  ])('refuses %j', (params) => {
    expect(date.params.safeParse(params).success).toBe(false);
  });
});
