/** Words that sentences are made of and signatures are not, in the languages that Larder ships and their neighbours. Data only. */
import { foldText } from './evidence.ts';

/** Frequent small words, folded: articles, pronouns, prepositions, auxiliary verbs. */
export const functionWords: ReadonlySet<string> = new Set(
  `the a an and or but if so as at by for from in into of on to with about after before over under i you he she it we they me him us them
  my your his her its our their this that these those here there is are was were be been am do does did have has had will would can could
  should may might must shall not no yes please let know see get got need want call what when where who which how why all any some more
  der die das den dem des ein eine einen einem und oder aber wenn dass weil mit von zu zum zur im am auf aus bei nach vor uber fur ist sind
  war waren wird werden wurde hat haben hatte kann konnen soll sollte muss ich du er sie es wir ihr ihnen uns mich mir mein dein sein unser
  nicht kein noch auch nur schon bitte
  le la les un une des du de et ou mais si que qui quoi dont dans par pour sur avec sans sous chez ce cet cette ces je tu il elle nous vous
  ils elles mon ton son notre votre leur est sont etait sera avez avons avoir etre peut pas plus ne
  el los las una unos unas y o pero como quien cuando donde con sin sobre entre hasta desde yo tu usted ellos ellas nosotros mi su sus
  nuestro nuestra es son era fue sera ha han hay puede pueden que por para no si muy favor
  il lo gli uno di da che chi non per piu e sono ho abbiamo vi ci mi suo nostro o os um uma em nao voce seu sua meu
  het een van voor met op te niet ik jij u wij zijn heeft och att det som en ett inte jag vi ar har til ikke jeg er af
  את של על עם לא כי אם גם אני אתה היא הוא אנחנו זה זאת יש אין מה כל לך לכם שלי שלך שלנו אבל רק עוד`
    .split(/\s+/u)
    .map(foldText),
);

/** How people start a mail. */
export const greetings =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|sehr geehrte[rs]?|liebe[rs]?|bonjour|bonsoir|salut|cher|chère|madame|monsieur|hola|buen(?:os|as) (?:d[ií]as|tardes)|estimad[oa]s?|querid[oa]s?|buongiorno|gentile|caro|cara|ol[áa]|prezad[oa]s?|beste|geachte|hej|שלום|היי|לכבוד|.{1,20}(?:様|さま|御中)$)/iu;
