import { describe, expect, it } from 'vitest';
import { findHidden } from '../../../shared/reading/deobfuscate.ts';

describe('hidden addresses in text', () => {
  it.each([
    ['dana [at] globex [dot] test', 'dana@globex.test'],
    ['dana.whitfield(at)globex.test', 'dana.whitfield@globex.test'],
    ['lena (ät) beispiel (punkt) de', 'lena@beispiel.de'],
    ['ana {arroba} ejemplo {punto} es', 'ana@ejemplo.es'],
    ['luc [chez] exemple [point] fr', 'luc@exemple.fr'],
    ['sven <snabel-a> exempel <punkt> se', 'sven@exempel.se'],
    ['noa (שטרודל) example (נקודה) test', 'noa@example.test'],
    ['E-mail: dana at globex dot test', 'dana@globex.test'],
    ['info @ globex.test', 'info@globex.test'],
    ['dana＠globex.test', 'dana@globex.test'],
    ['Contact: Dana Whitfield, Dana.Whitfield (at) globex.test', 'dana.whitfield@globex.test'],
    ['Please write to dana (at) globex.test', 'dana@globex.test'],
    ['dana -at- globex -dot- test', 'dana@globex.test'],
    ['dana(at)NOSPAM.globex.test', 'dana@globex.test'],
    ['info(a)globex.test', 'info@globex.test'],
    ['Escribe a ventas arroba globex punto test', 'ventas@globex.test'],
    ['Correo electrónico: dana en globex punto test', 'dana@globex.test'],
    ['tset.xebolg@anad', 'dana@globex.test'],
    ['dana&#64;globex&#x2e;test', 'dana@globex.test'],
  ])('%s', (text, address) => {
    expect(findHidden(text).map((found) => found.address)).toEqual([address]);
  });

  it.each([
    'Meet me at globex dot test and bring the papers along',
    'We met (at) Globex. Then we left.',
    'It was over (at) noon.It rained all day',
    'Dana Whitfield (at) globex.test',
    'Everybody looked at me (at) globex.test',
    'vorname.nachname(at)globex.test',
    'prefix (at) globex.test',
    'part (a) of section 2.test',
    'logo@2x.png, look_at_this.com and react@18.2.0',
    '@media (min-width: 10em) { a { b: c } }',
    'dana@globex.test is plain already',
  ])('none in: %s', (text) => {
    expect(findHidden(text)).toEqual([]);
  });
});
