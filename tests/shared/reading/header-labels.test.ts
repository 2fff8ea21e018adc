import { describe, expect, it } from 'vitest';
import { controlNamed, headerNamed, splitHeaderLine } from '../../../shared/reading/header-labels.ts';

describe('labels of headers', () => {
  it.each([
    ['From:', 'from'],
    ['Von', 'from'],
    ['DE :', 'from'],
    ['Remitente:', 'from'],
    ['מאת:', 'from'],
    ['差出人：', 'from'],
    ['An:', 'to'],
    ['À :', 'to'],
    ['Para', 'to'],
    ['אל:', 'to'],
    ['宛先', 'to'],
    ['Kopie', 'cc'],
    ['Datum:', 'date'],
    ['日時：', 'date'],
    ['Betreff', 'subject'],
    ['\u200fנושא:', 'subject'],
    ['à', undefined],
    ['Fromage', undefined],
    ['From me to you, with love and many greetings', undefined],
    ['', undefined],
  ])('%j is %s', (label, header) => {
    expect(headerNamed(label)).toBe(header);
  });

  it('are taken from the front of a line', () => {
    expect(splitHeaderLine('差出人：田中 <tanaka@sakura.test>')).toEqual({
      header: 'from',
      rest: '田中 <tanaka@sakura.test>',
    });
    expect(splitHeaderLine('Price: 12')).toBeUndefined();
    expect(splitHeaderLine('From:')).toBeUndefined();
  });

  it.each([
    ['Reply', 'reply'],
    ['Antworten (Strg+R)', 'reply'],
    ['Répondre à tous', 'reply'],
    ['返信', 'reply'],
    ['העבר', 'forward'],
    ['Weiterleiten…', 'forward'],
    ['Reply to this review', undefined],
    ['', undefined],
  ])('tell what the control %j does', (label, control) => {
    expect(controlNamed(label)).toBe(control);
  });
});
