import { describe, expect, it } from 'vitest';
import event from '../../../automation-engine/triggers/event.ts';
import { eventTypes } from '../../../shared/model/event.ts';

describe('the trigger event', () => {
  it.each(eventTypes)('listens to %s and nothing else', (type) => {
    expect(event.eventTypes(event.params.parse({ event: type }))).toEqual([type]);
  });

  it('takes its own sample', () => {
    expect(event.params.safeParse(event.sample).success).toBe(true);
  });

  it.each([{}, { event: 'contact.creatd' }, { event: 'contact.created', zone: 'UTC' }, { event: 5 }])(
    'refuses %j',
    (params) => {
      expect(event.params.safeParse(params).success).toBe(false);
    },
  );
});
