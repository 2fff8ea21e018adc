/** The parts of names in Chinese, Japanese and Korean script: family first, often with nothing between the parts. */
import type { NameGuess } from './name-parts.ts';
import {
  chineseDoubleFamilies,
  chineseFamilies,
  japaneseFamilies,
  koreanDoubleFamilies,
  koreanFamilies,
} from './name-words.ts';

const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー・·‧\s\u3000]+$/u;
const HANGUL = /^\p{Script=Hangul}+$/u;
const HAN = /^[\p{Script=Han}々]+$/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Behind names, with or without a blank. */
const HONORIFIC = /(?<=\S)[\s\u3000]*(?:さま|さん|様|殿|氏|先生|女士|小姐|님|씨|선생님)$/u;

export const isCjk = (name: string): boolean => CJK.test(name);

/** @param language BCP 47, of the text that the name stands in */
export function guessCjkName(name: string, language: string): NameGuess | undefined {
  const text = name.replace(HONORIFIC, '').trim();
  // Names from elsewhere keep their own order: ジョン・スミス, 约翰·史密斯.
  const foreign = text.split(/[・·‧]/u);
  if (foreign.length > 1) {
    const family = foreign.at(-1) ?? '';
    const given = foreign.slice(0, -1).join(text.charAt(foreign[0]?.length ?? 0));
    return given === '' || family === '' || /[\s\u3000]/u.test(text) ? undefined : { given, family };
  }
  const [first = '', second, ...more] = text.split(/[\s\u3000]+/u);
  if (second !== undefined) return more.length > 0 ? undefined : { given: second, family: first };
  const length = HANGUL.test(first)
    ? koreanFamily(first)
    : HAN.test(first) || KANA.test(first)
      ? hanFamily(first, language)
      : 0;
  const [family, given] = [[...first].slice(0, length).join(''), [...first].slice(length).join('')];
  return length === 0 || given === '' ? undefined : { given, family };
}

/** How many characters of an unspaced name are the family name; 0 when nobody can say. */
function hanFamily(name: string, language: string): number {
  const signs = [...name];
  const starts = (count: number) => signs.slice(0, count).join('');
  const isJapanese = language === 'ja' || KANA.test(name) || name.includes('々');
  // A family name alone, such as 田中.
  if (language !== 'zh' && japaneseFamilies.has(name)) return 0;
  if (language !== 'zh') {
    const known = [3, 2].find((count) => signs.length > count && japaneseFamilies.has(starts(count)));
    if (known !== undefined && signs.length <= known + 3) return known;
  }
  if (isJapanese) return 0;
  if (signs.length > 2 && signs.length <= 4 && chineseDoubleFamilies.has(starts(2))) return 2;
  return (signs.length === 2 || signs.length === 3) && chineseFamilies.has(starts(1)) ? 1 : 0;
}

function koreanFamily(name: string): number {
  const signs = [...name];
  if ((signs.length === 3 || signs.length === 4) && koreanDoubleFamilies.has(signs.slice(0, 2).join(''))) return 2;
  return (signs.length === 2 || signs.length === 3) && koreanFamilies.has(signs[0] ?? '') ? 1 : 0;
}
