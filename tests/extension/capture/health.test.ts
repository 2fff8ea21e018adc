import { describe, expect, it } from 'vitest';
import { isBetter, judge } from '../../../extension/capture/health.ts';

const all = { sender: true, subject: true, body: true, id: true };

describe('health', () => {
  it('is green when the adapter sees all of the message', () => {
    expect(judge('gmail', all)).toEqual({ adapter: 'gmail', state: 'green', missing: [] });
  });

  it('is amber when something is missing, and says what', () => {
    expect(judge('gmail', { ...all, sender: false, id: false })).toEqual({
      adapter: 'gmail',
      state: 'amber',
      missing: ['sender', 'id'],
    });
    expect(judge('gmail', undefined).missing).toEqual(['sender', 'subject', 'body', 'id']);
  });

  it.each([
    ['sees the sender where the first does not', { ...all, subject: false }, { ...all, sender: false }, true],
    ['sees something where the first sees nothing', { ...all, body: false }, undefined, true],
    ['sees as much', all, all, false],
    ['does not see the sender either', { ...all, sender: false }, undefined, false],
    ['sees the id, but no text', { ...all, body: false }, { ...all, id: false }, false],
  ])('prefers a second reader or not: it %s', (_, second, first, better) => {
    expect(isBetter(second, first)).toBe(better);
  });
});
