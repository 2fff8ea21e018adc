import { describe, expect, it } from 'vitest';
import { isSharedMailbox, mailboxOf } from '../../../../shared/reading/matching/address-aliases.ts';

describe('mailboxOf', () => {
  it.each([
    ['Dana+news@Globex.test', 'dana@globex.test'],
    ['D.Whitfield+x@googlemail.com', 'dwhitfield@gmail.com'],
    ['d.whitfield@globex.test', 'd.whitfield@globex.test'],
    ['lena@Müller.test', 'lena@xn--mller-kva.test'],
    ['lena@xn--mller-kva.test', 'lena@xn--mller-kva.test'],
    ['+tag@globex.test', '+tag@globex.test'],
  ])('of %s is %s', (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });

  it('says nothing of what is no address', () => {
    expect(mailboxOf('dana at globex')).toBeUndefined();
  });
});

it('knows mailboxes that several people read', () => {
  expect(isSharedMailbox('info@globex.test')).toBe(true);
  expect(isSharedMailbox('rechnung@globex.test')).toBe(true);
  expect(isSharedMailbox('ines.fo@globex.test')).toBe(false);
});
