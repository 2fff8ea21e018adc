import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { bodyAfter, findHeaderBlocks } from '../../../shared/reading/header-block.ts';

const page = (html: string) =>
  new DOMParser().parseFromString(`<html><head></head><body>${html}</body></html>`, 'text/html') as unknown as Document;
const blocks = (html: string) =>
  findHeaderBlocks(page(html)).map(({ fields }) =>
    fields.map(({ header, people, text }) => [header, people[0]?.address ?? text]),
  );

const sender = '<span>Dana &lt;dana@globex.test&gt;</span>';

describe('headers of a message', () => {
  it.each([
    [
      'rows of a table',
      `<table><tr><td>From:</td><td>${sender}</td></tr><tr><td>Date:</td><td>3 Nov 2026</td></tr></table>`,
    ],
    ['a list of terms', `<dl><dt>From</dt><dd>${sender}</dd><dt>Date</dt><dd>3 Nov 2026</dd></dl>`],
    ['one text each', '<p>From: Dana &lt;dana@globex.test&gt;</p><p>Date: 3 Nov 2026</p>'],
    ['labels in the same element', `<p><b>From:</b> ${sender}</p><p><b>Date:</b> 3 Nov 2026</p>`],
    [
      'labels deep inside',
      `<div><div><b>From</b></div><div>${sender}</div></div><div><div><b>Date</b></div><div>3 Nov 2026</div></div>`,
    ],
  ])('are found in %s', (_, html) => {
    expect(blocks(`<div>${html}</div>`)).toEqual([
      [
        ['from', 'dana@globex.test'],
        ['date', '3 Nov 2026'],
      ],
    ]);
  });

  it.each([
    ['nobody’s address', '<p>From: the shop</p><p>Date: 3 Nov 2026</p>'],
    ['nothing beside the sender', `<p>From: ${sender}</p>`],
    ['several senders', '<p>From: a@globex.test, b@globex.test</p><p>Date: 3 Nov 2026</p>'],
    ['a quotation', `<blockquote><p>From: ${sender}</p><p>Date: 3 Nov 2026</p></blockquote>`],
    ['a form', `<form><p>From: ${sender}</p><p>Date: 3 Nov 2026</p></form>`],
    ['a list of messages', `<div role="grid"><p>From: ${sender}</p><p>Date: 3 Nov 2026</p></div>`],
  ])('are not found with %s', (_, html) => {
    expect(blocks(`<div>${html}</div>`)).toEqual([]);
  });

  it('are kept apart for each message', () => {
    const one = (name: string) => `<div><p>From: ${name}@globex.test</p><p>Date: 3 Nov 2026</p></div><div>Hello</div>`;
    expect(blocks(one('a') + one('b')).map(([from]) => from?.[1])).toEqual(['a@globex.test', 'b@globex.test']);
  });

  it('have the text after them, past rows and times', () => {
    const document = page(
      '<table><tr><td id="last">x</td></tr><tr><td>Size</td><td>12 KB of many words</td></tr></table><time>9:17 in the morning</time><p>Hi</p><p id="body">Hello Sam, how are you?</p>',
    );
    const last = document.querySelector('#last');
    expect(last === null ? undefined : bodyAfter(last, () => false)?.id).toBe('body');
  });

  it('of a hostile page take no long time', () => {
    const deep = '<div>'.repeat(5_000) + `From: ${sender}` + '</div>'.repeat(5_000);
    const many = '<p>From: a@globex.test</p><p>To:</p>'.repeat(3_000);
    const before = performance.now();
    blocks(deep);
    blocks(many);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
