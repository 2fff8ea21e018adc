import { describe, expect, it } from 'vitest';
import { carriesName, looksLikeName, nameWords, readableName } from '../../../shared/reading/names.ts';

describe('a readable name', () => {
  it.each([
    ['Whitaker, Tom (Procurement)', 'Tom Whitaker'],
    ["O'Neil, Aoife", "Aoife O'Neil"],
    ['Ingrid Solberg via salesops', 'Ingrid Solberg'],
    ['"Dana Whitfield"', 'Dana Whitfield'],
    ['Castel, Inc.', 'Castel, Inc.'],
    ['Dana Whitfield, PhD', 'Dana Whitfield, PhD'],
    ['田中 由紀(たなか ゆき)', '田中 由紀'],
    ['  Dana \t Whitfield ', 'Dana Whitfield'],
    ['Dana Whitfield <dana@globex.test>', 'Dana Whitfield'],
  ])('%s → %s', (written, name) => {
    expect(readableName(written)).toBe(name);
  });
});

describe('a line that may be a name', () => {
  it.each([
    'Dana Whitfield',
    'Jürgen Müßig',
    "Aoife O'Neil",
    'Anneke de Vries',
    'Bo Ng',
    '田中 由紀',
    'נועה לוי',
    'Jean-Luc d’Arcy',
  ])('%s', (line) => {
    expect(looksLikeName(line)).toBe(true);
  });

  it.each([
    'Contact Us',
    'Our Team',
    'CONTACT SALES',
    'Privacy Policy',
    'Head of Procurement',
    'Globex Corporation',
    'Dana',
    'see you there',
    'Room 12',
    'Dana Whitfield.',
    'New York',
    '営業部 部長',
  ])('not %s', (line) => {
    expect(looksLikeName(line)).toBe(false);
  });
});

it('the words that must occur leave out titles, initials and particles', () => {
  expect(nameWords('Dr. Anneke M. de Vries')).toEqual(['anneke', 'vries']);
  expect(nameWords('Robert "Bob" Castle')).toEqual(['robert', 'castle']);
  expect(nameWords('"Bob" Castle')).toEqual(['bob', 'castle']);
  expect(nameWords('ד"ר דנה לוי')).toEqual(['דנה', 'לוי']);
});

it.each([
  ['dana whitfield cto', 'Dana Whitfield', true],
  ['dana cto', 'Dana Whitfield', false],
  ['wei zhang', 'Wei Zhang 张伟', true],
  ['张 伟', 'Wei Zhang 张伟', true],
  ['wei', 'Wei Zhang 张伟', false],
  ['山田 花子 電話', '山田花子', true],
  ['山田 電話', '山田花子', false],
  ['dana', '', false],
])('%j carries the name %j: %j', (text, name, carries) => {
  expect(carriesName(text, nameWords(name))).toBe(carries);
});
