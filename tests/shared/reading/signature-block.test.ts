import { describe, expect, it } from 'vitest';
import { findSignatureBlock } from '../../../shared/reading/signature-block.ts';
import { makeMails } from '../../bench/signed-mails/make-mails.ts';

const dana = { name: 'Dana Whitfield', address: 'dana@globex.test' };

/** The lines of the block. */
function find(text: string, sender = dana): string[] {
  const lines = text.split('\n');
  const block = findSignatureBlock(lines, sender);
  return block === undefined ? [] : lines.slice(block.start, block.end).filter((line) => line.trim() !== '');
}

describe('a signature block', () => {
  it('begins with its closing', () => {
    expect(
      find('The list is attached.\n\nBest regards,\n\nDana Whitfield\nHead of Procurement\n+1 415 555 0132'),
    ).toEqual(['Best regards,', 'Dana Whitfield', 'Head of Procurement', '+1 415 555 0132']);
  });

  it.each(['Dana', 'Dana Whitfield'])('may be a name alone: %s', (name) => {
    expect(find(`The list is attached, please have a look.\n\n${name}`)).toEqual([name]);
  });

  it('goes on below a rule above the name', () => {
    const card = ['Dana Whitfield', 'Illustrator', 'p. +1 415 555 0132', 'w. globex.test'];
    expect(find(['The sketches are done.', '', 'Best,', 'Dana', '', '-------------', ...card].join('\n'))).toEqual([
      'Best,',
      'Dana',
      '-------------',
      ...card,
    ]);
  });

  it.each([
    'Dana Whitfield | Head of Procurement | Globex Ltd | +1 415 555 0132',
    'Dana Whitfield (she/her) · Head of Procurement',
  ])('may be one line: %s', (line) => {
    expect(find(`The meeting is moved to the fifth of December.\n\n${line}`)).toEqual([line]);
  });

  it('ends above the small print and what an app adds', () => {
    expect(find('See you on Monday.\n\nThanks,\nDana\n\nSent from my iPhone')).toEqual(['Thanks,', 'Dana']);
    expect(
      find(
        'See you on Monday.\n\nThanks,\nDana Whitfield\nGlobex Ltd\n\nThis e-mail is confidential and only for its addressee.',
      ),
    ).toEqual(['Thanks,', 'Dana Whitfield', 'Globex Ltd']);
  });

  it.each([
    'Please see the attached file. Let me know what you think.',
    'Could you call me back?\n\nThanks for your help!',
    'Call Jo Pell at 212-555-0177.',
    'The links:\n\nhttps://globex.test/a\nhttps://globex.test/b',
    'STATUS: OK\nJOB_ID: 12\nEND_TIME: 2031-09-02',
    '',
    '\n\n',
  ])('is not found in %j', (text) => {
    expect(find(text)).toEqual([]);
  });

  it('is mostly right in made-up mails that trained nothing', () => {
    const mails = makeMails('measure', 2, { withShort: true });
    const right = mails.filter(({ lines, sender }) => {
      const block = findSignatureBlock(
        lines.map(({ text }) => text),
        sender,
      );
      return lines.every(
        ({ text, sig }, at) =>
          text.trim() === '' || sig === (block !== undefined && at >= block.start && at < block.end),
      );
    });
    expect(right.length / mails.length).toBeGreaterThan(0.9);
  });

  it('is as sure as it is better than all others', () => {
    const sure = findSignatureBlock('Yes, let us do that.\n\nBest regards,\nDana Whitfield'.split('\n'), dana);
    expect(sure?.probability).toBeGreaterThan(0.9);
    expect(sure?.probability).toBeLessThanOrEqual(1);
  });
});
