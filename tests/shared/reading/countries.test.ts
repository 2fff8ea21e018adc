import { describe, expect, it } from 'vitest';
import { countryByName, countryInLine } from '../../../shared/reading/countries.ts';

describe('countries', () => {
  it.each([
    ['Austria', 'AT'],
    ['Österreich', 'AT'],
    ['AT', 'AT'],
    ['U.S.A.', 'US'],
    ['Royaume-Uni', 'GB'],
    ['日本', 'JP'],
    ['Atlantis', undefined],
    ['', undefined],
  ])('%s', (name, country) => {
    expect(countryByName(name)).toBe(country);
  });

  it('stand at the end of a line, never as two letters that a state has too', () => {
    expect(countryInLine('12 rue Neuve, 75002 Paris, France.')).toBe('FR');
    expect(countryInLine('Wilmington, DE')).toBeUndefined();
  });
});
