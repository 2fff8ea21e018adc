import { describe, expect, it } from 'vitest';
import sendMail from '../../../automation-engine/actions/send-mail.ts';
import { planFor } from './plan.ts';

const MAIL = { subject: 'Your\nquote', text: 'Hello' };

describe('send-mail', () => {
  it('hands a mail to the contact to the channel', () => {
    expect(planFor(sendMail, MAIL)).toEqual({
      effects: [
        {
          type: 'send',
          channel: 'email',
          recipient: { name: 'Dana', address: 'dana@globex.example' },
          message: { subject: 'Your quote', text: 'Hello' },
          purpose: 'marketing',
        },
      ],
      text: 'Mail "Your quote" to dana@globex.example',
    });
  });

  it('writes to another address without the contact’s name', () => {
    expect(planFor(sendMail, { ...MAIL, to: 'boss@globex.example', purpose: 'service' })).toMatchObject({
      effects: [{ recipient: { address: 'boss@globex.example' }, purpose: 'service' }],
    });
  });

  it('is skipped in words when there is no address', () => {
    expect(planFor(sendMail, MAIL, { email: '' })).toEqual({ skip: 'Dana has no mail address' });
    expect(planFor(sendMail, MAIL, null)).toEqual({ skip: 'the contact has no mail address' });
  });

  it.each([
    'dana',
    'dana@',
    'a b@c.example',
    'dana@globex.example, erik@globex.example',
    'dana@globex.example>\r\nBcc: x@y.example',
  ])('does not take "%s" for an address', (to) => {
    expect(planFor(sendMail, { ...MAIL, to })).toMatchObject({ fail: expect.stringContaining('is no mail address') });
  });

  it('fails when subject or text are missing, or the template is', () => {
    expect(planFor(sendMail, { subject: 'Only this' })).toEqual({ fail: 'a mail needs a subject and a text' });
    expect(planFor(sendMail, { template: 'gone' })).toMatchObject({ fail: expect.stringContaining('"gone"') });
  });
});
