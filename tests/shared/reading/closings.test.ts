import { describe, expect, it } from 'vitest';
import { readClosing } from '../../../shared/reading/closings.ts';

describe('a closing', () => {
  it.each([
    'Best regards,',
    'REGARDS',
    'Thanks!',
    'Mit freundlichen Grüßen',
    'Vielen Dank und beste Grüße',
    'Freundliche Grüsse',
    'Thanks & best regards',
    'Votre bien dévoué,',
    'Cordialement / Met vriendelijke groeten',
    'Beste Grüße aus Bad Homburg',
    'Veuillez agréer mes salutations distinguées.',
    'Reciba un cordial saludo,',
    'תודה ויום נעים,',
    'Merci d’avance,',
    'Un saludo',
    'בברכה,',
    'よろしくお願いいたします。',
  ])('alone: %s', (line) => {
    expect(readClosing(line)).toEqual({ kind: 'whole', rest: '' });
  });

  it.each([
    ['Thanks, Dana', 'dana'],
    ['Thanks,  Dana Whitfield', 'dana whitfield'],
    ['Best regards, Dana', 'dana'],
    ['以上、よろしくお願いいたします。', 'よろしくお願いいたします'],
  ])('that goes on: %s', (line, rest) => {
    expect(readClosing(line)).toEqual({ kind: 'more', rest });
  });

  it.each([
    'Thanks for the list, I will look at it',
    'Thanks for the list from the meeting of Monday',
    'Bestellung 12',
    'Best: the second one',
    'Thanks?',
    'Regards to dana@globex.test',
    '',
  ])('is not: %s', (line) => {
    expect(readClosing(line)).toBeUndefined();
  });
});
