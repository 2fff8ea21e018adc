import { describe, expect, it } from 'vitest';
import { contact, isGone } from '../../../shared/model/contact.ts';

const ID = '018f3c5a-7b2c-7000-8000-000000000001';

describe('a merged contact', () => {
  it('names the contact that it is part of, by its id', () => {
    expect(contact.problemWith('mergedInto', ID)).toBeUndefined();
    expect(contact.problemWith('mergedInto', null)).toBeUndefined();
    expect(contact.problemWith('mergedInto', 'Dana')).toBeDefined();
  });

  it.each([
    [{}, false],
    [{ mergedInto: ID }, true],
    [{ deletedAt: '2026-03-01T09:00:00Z' }, true],
  ])('%j is gone: %s', (one, expected) => {
    expect(isGone(one)).toBe(expected);
  });
});

describe('the key of a map entry', () => {
  it('has no NUL, at which databases end a text', () => {
    expect(contact.problemWith('tags/vip', true)).toBeUndefined();
    expect(contact.problemWith('tags/vip\0', true)).toContain('NUL');
  });
});
