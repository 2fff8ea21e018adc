import { describe, expect, it } from 'vitest';
import { readRdfa } from '../../../shared/reading/rdfa.ts';
import { textsOf, thingsOf } from '../../../shared/reading/structured-data.ts';
import { parseHtml } from './reading.ts';

const read = (html: string) => readRdfa(parseHtml(html), 'https://globex.test/team');

describe('RDFa', () => {
  it('Lite gives things with types, nested things, links and content', () => {
    const [person, company] =
      read(`<div vocab="https://schema.org" typeof="Person" resource="#dana"><b property="name">Dana Whitfield</b>
      <a property="url" href="/dana">x</a> <meta property="jobTitle" content="CTO">
      <p property="worksFor" typeof="Organization"><i property="name">Globex</i></p></div>`);
    expect(person).toMatchObject({ types: ['Person'], id: 'https://globex.test/team#dana' });
    expect(person && ['name', 'url', 'jobTitle', 'worksFor'].map((name) => textsOf(person, name))).toEqual([
      ['Dana Whitfield'],
      ['https://globex.test/dana'],
      ['CTO'],
      ['Globex'],
    ]);
    expect(company?.types).toEqual(['Organization']);
  });

  it('knows prefixes, declared or not, and things that are named elsewhere', () => {
    const things =
      read(`<div prefix="p: http://xmlns.com/foaf/0.1/"><p about="#dana" typeof="p:Person"><b property="p:name">Dana</b>
      <a rel="schema:worksFor" href="#globex">Globex</a></p><p about="#globex" property="schema:name">Globex Ltd</p></div>`);
    const dana = things.find(({ types }) => types.includes('Person'));
    expect(dana && thingsOf(dana, 'worksFor').flatMap((thing) => textsOf(thing, 'name'))).toEqual(['Globex Ltd']);
  });

  it('gives a relation without a target to what is described in it, named or not', () => {
    const [dana] =
      read(`<div vocab="http://schema.org/" about="#dana"><p rel="knows"><i about="#a"><b property="name">Ann</b></i>
      <i about="#b"><b property="name">Bo</b></i></p><p rel="worksFor"><b property="name">Globex</b></p></div>`);
    expect(dana && [textsOf(dana, 'knows'), textsOf(dana, 'worksFor')]).toEqual([['Ann', 'Bo'], ['Globex']]);
  });

  it('calls what has no name by its text', () => {
    const [sky] = read(
      '<p vocab="https://schema.org/" typeof="Organization"><a property="url" href="https://sky.test/">Sky</a></p>',
    );
    expect(sky?.text).toBe('Sky');
  });
});
