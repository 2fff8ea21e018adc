/** Takes a Japanese or Chinese line apart, where a blank stands for a comma: `森大学 工学部 准教授`, `代表取締役 渡辺 剛`. */
import { companyLikeness } from './companies.ts';

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・々]+$/u;
const FORM = /^(?:株式会社|有限会社|合同会社|公司)$/u;
const UNIT = /.(?:部|課|室|科|係|局|支店|支社|営業所|工場|センター|グループ|チーム|学部|研究科|専攻)$/u;

type Kind = 'company' | 'role' | 'other';

/**
 * @param isTitle tells a word that is a job title
 * @returns company, role (with its departments) and name one by one; the text as it is when blanks set nothing like that apart
 */
export function unspacedPieces(text: string, isTitle: (word: string) => boolean): string[] {
  const words = text.trim().split(/[\s\u3000]+/u);
  if (words.length < 2 || words.length > 8 || !words.every((word) => UNSPACED.test(word))) return [text];
  const pieces: { kind: Kind; words: string[] }[] = [];
  for (const word of words) {
    const kind = kindOf(word, isTitle);
    const last = pieces.at(-1);
    // "株式会社 北製作所" is one name.
    const isJoined =
      last !== undefined && (last.kind === kind || FORM.test(last.words.at(-1) ?? '') || FORM.test(word));
    if (!isJoined) pieces.push({ kind, words: [word] });
    else {
      last.words.push(word);
      if (FORM.test(word)) last.kind = 'company';
    }
  }
  return pieces.map((piece) => piece.words.join(' '));
}

function kindOf(word: string, isTitle: (word: string) => boolean): Kind {
  if (isTitle(word)) return 'role';
  if (companyLikeness(word) !== 'no') return 'company';
  return UNIT.test(word) ? 'role' : 'other';
}
