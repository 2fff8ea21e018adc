import { describe, expect, it } from 'vitest';
import { readMicrodata } from '../../../shared/reading/microdata.ts';
import { textsOf } from '../../../shared/reading/structured-data.ts';
import { parseHtml } from './reading.ts';

describe('microdata', () => {
  it('reads nested items, references by id, and values where each element keeps them', () => {
    const html = `<div itemscope itemtype="https://schema.org/Person" itemref="more"><span itemprop="name">Dana Whitfield</span>
      <div itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Globex</span></div>
      <a itemprop="url" href="/dana">x</a></div><p id="more"><meta itemprop="jobTitle" content="CTO"></p>`;
    const [person, company] = readMicrodata(parseHtml(html), 'https://globex.test/');
    expect(person && textsOf(person, 'worksFor')).toEqual(['Globex']);
    expect(person && textsOf(person, 'url')).toEqual(['https://globex.test/dana']);
    expect(person && textsOf(person, 'jobTitle')).toEqual(['CTO']);
    expect(company?.types).toEqual(['Organization']);
  });
});
