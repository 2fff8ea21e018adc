/** A guess at the language of a text, good enough to choose a default country for phone numbers. */
import { foldText } from './evidence.ts';

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['zh', /\p{Script=Han}/gu],
];

/** Signs of any of them; what is between are the signs of punctuation. */
const OTHER_SCRIPTS = /[\u0370-\u1fff\u2e80-\uffff]/;

/** Frequent short words, folded; those shared between languages weigh nothing because they count for each. */
const FREQUENT: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 'the and you for with this that have are not your please from will can we our thanks regards on is it be at',
    de: `der die das und ich sie wir ist nicht mit für auf ein eine zu im von den bitte ihnen ihr grüße grüsse gruß viele auch noch dass
      hallo herr frau sehr geehrter geehrte liebe lieber guten vielen danke mfg freundlichen freundliche anbei war wird sind bis um am`,
    fr: `le la les et je vous nous est pas avec pour une des du sur votre notre merci bonjour cordialement que qui dans
      monsieur madame bonsoir salut sont bien belle bonne journée ci joint au aux`,
    es: `el los las y que de en un una por con para su usted gracias saludos hola es como del le se
      saludo estimado estimada buenos buenas días tardes cordial atentamente adjunto señor señora`,
    it: 'il lo gli e che di un una per con non sono grazie saluti buongiorno della alla nel piu come',
    pt: 'o os as e que de em um uma por com para nao voce obrigado obrigada ola seu sua do da',
    nl: 'de het een en ik u wij niet met voor op van is dat graag groet bedankt naar ook zijn aan',
    sv: 'och det att jag vi inte med for pa en ett ar som till tack halsningar kan har du',
    da: 'og det at jeg vi ikke med for pa en et er som til tak hilsen kan har du af',
    pl: 'i nie w na z do ze jest sie prosze dziekuje pozdrawiam dla jak',
  }).map(([language, text]) => [language, new Set(text.split(/\s+/u).map(foldText))]),
);

/** ISO 639-1, or `undefined` when the text is too short or says nothing. */
export function guessLanguage(text: string): string | undefined {
  const sample = text.slice(0, 20_000);
  const isLatin = !OTHER_SCRIPTS.test(sample);
  const letters = isLatin ? 0 : (sample.match(/\p{L}/gu)?.length ?? 0);
  for (const [language, script] of isLatin ? [] : SCRIPTS) {
    // Japanese addresses and names are mostly Han; any kana beside them tells it from Chinese.
    const share = language === 'ja' ? 0.05 : 0.2;
    if ((sample.match(script)?.length ?? 0) > Math.max(letters * share, 3)) return language;
  }
  const words = foldText(sample).split(' ').slice(0, 2_000);
  const scores = Object.entries(FREQUENT)
    .map(([language, frequent]) => ({ language, score: words.filter((word) => frequent.has(word)).length }))
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (best === undefined || best.score < 3 || best.score <= (second?.score ?? 0)) return undefined;
  return best.language;
}
