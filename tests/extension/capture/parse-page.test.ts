import { describe, expect, it } from 'vitest';
import { mayHold, parsePage } from '../../../extension/capture/parse-page.ts';
import { parseHtml } from './fixture-page.ts';

function open(html: string) {
  const parsed: string[] = [];
  const page = parsePage(
    { url: 'https://globex.test/', title: '', language: '', html, frames: [], truncated: false },
    (text) => {
      parsed.push(text);
      return parseHtml(text);
    },
  );
  return { page, parsed };
}

describe('a parsed page', () => {
  it('is parsed when its document is first asked for, and once', () => {
    const { page, parsed } = open('<p>Hello</p>');
    expect(parsed).toEqual([]);
    expect(page.document).toBe(page.document);
    expect(parsed).toEqual(['<p>Hello</p>']);
  });

  it('may hold what its HTML has a sign of, or hides in entities', () => {
    expect(mayHold(open('<p>a@b &amp; c').page, /@/)).toBe(true);
    expect(mayHold(open('<p>a &amp; c').page, /@/)).toBe(false);
    expect(mayHold(open('<p>a&#64;b').page, /@/)).toBe(true);
  });
});
