import { describe, expect, it } from 'vitest';
import { readJsonLd } from '../../../shared/reading/json-ld.ts';
import { readPeople } from '../../../shared/reading/page-people.ts';
import { textsOf } from '../../../shared/reading/structured-data.ts';
import { parseHtml, reading } from './reading.ts';

const people = (html: string) => readPeople({ ...reading, document: parseHtml(html) });
const ld = (...blocks: string[]) =>
  `<html><head>${blocks.map((json) => `<script type="application/ld+json">${json}</script>`).join('')}</head><body></body></html>`;

describe('JSON-LD', () => {
  it('is found in graphs, arrays and nested things, with references resolved', () => {
    const things = readJsonLd(
      parseHtml(
        ld(
          '[{"@graph":[{"@type":"https://schema.org/Person","name":"Dana","worksFor":{"@id":"#g"}},{"@id":"#g","@type":"Organization","name":"Globex"}]}]',
        ),
      ),
    );
    const dana = things.find(({ types }) => types.includes('Person'));
    expect(dana && textsOf(dana, 'worksFor')).toEqual(['Globex']);
  });

  it('follows references that are relative to the page, either way', () => {
    const globex = (id: string) => `{"@id":"${id}","@type":"Organization","name":"Globex"}`;
    for (const [one, other] of [
      ['https://globex.test/#g', '#g'],
      ['#g', 'https://globex.test/#g'],
    ] as const) {
      const html = ld(`{"@type":"Person","name":"Dana","worksFor":{"@id":"${one}"}}`, globex(other));
      expect(readJsonLd(parseHtml(html)).flatMap((thing) => textsOf(thing, 'worksFor'))).toEqual(['Globex']);
    }
    const elsewhere = ld('{"@type":"Person","worksFor":{"@id":"https://a.test/#g"}}', globex('https://b.test/#g'));
    expect(readJsonLd(parseHtml(elsewhere)).flatMap((thing) => textsOf(thing, 'worksFor'))).not.toContain('Globex');
  });

  it('may go in circles and may be as deep as it likes', () => {
    expect(
      people(ld('{"@id":"#a","@type":"Person","name":"Eve Circle","worksFor":{"@id":"#a"}}')).map(({ key }) => key),
    ).toEqual(['Eve Circle']);
    expect(people(ld(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`))).toEqual([]);
  });

  it('is read from the other blocks when one is beyond repair', () => {
    const things = readJsonLd(parseHtml(ld('"@type" "Person"', '{"@type":"Person","name":"Dana &amp; Co"}')));
    expect(things.map((thing) => textsOf(thing, 'name'))).toEqual([['Dana & Co']]);
  });

  it('may describe one thing in several places', () => {
    const things = readJsonLd(
      parseHtml(ld('{"@id":"#d","@type":"Person","name":"Dana"}', '{"@id":"#d","jobTitle":"CTO","name":"Dana"}')),
    );
    expect(things).toHaveLength(1);
    expect(things[0] && [textsOf(things[0], 'name'), textsOf(things[0], 'jobTitle')]).toEqual([['Dana'], ['CTO']]);
  });

  it('says by @reverse what others say of a thing', () => {
    const dana = '{"@id":"#d","@type":"Person","name":"Dana"}';
    const things = readJsonLd(
      parseHtml(
        ld(
          `{"@type":"Organization","name":"Globex","@reverse":{"worksFor":[{"@id":"#d"},{"@type":"Person","name":"Lee"}]}}`,
          dana,
        ),
      ),
    );
    const people = things.filter(({ types }) => types.includes('Person'));
    expect(people.map((person) => [textsOf(person, 'name'), textsOf(person, 'worksFor')])).toEqual([
      [['Dana'], ['Globex']],
      [['Lee'], ['Globex']],
    ]);
  });
});
