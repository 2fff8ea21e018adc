/**
 * Reads vCards of the versions 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350) as the address books of the world write them. Nothing of a card is
 * lost: what has no field of its own is kept in `other`. `vcard-write.ts` writes cards, `vcard-findings.ts` makes contacts of them.
 */
import { emptyCard, type VCard } from './vcard-card.ts';
import { readContentLines, type ContentLine } from './vcard-lines.ts';
import { readProperty } from './vcard-properties.ts';
import { escapeText, formatLine } from './vcard-text.ts';

export type { VCard, VCardEntry, OtherEntry } from './vcard-card.ts';

/** Cards of one file that are read. */
const CARDS_MAX = 50_000;

/** The cards of a file, in order. Any bytes make a list, never an error; a card that the file cuts off is read as far as it goes. */
export function readVCards(input: Uint8Array | string): VCard[] {
  const cards: VCard[] = [];
  let lines: ContentLine[] | undefined;
  /** The lines of a card inside of this one (AGENT of vCard 2.1). */
  let inner: string[] = [];
  let depth = 0;
  const close = () => {
    closeInner();
    if (lines !== undefined) cards.push(readCardLines(lines));
    lines = undefined;
  };
  const closeInner = () => {
    const agent = lines?.at(-1);
    // The inner card becomes the value of AGENT in the form that version 3 gives it.
    if (inner.length > 0 && agent !== undefined) agent.value = escapeText(inner.join('\n'));
    inner = [];
    depth = 0;
  };
  for (const line of readContentLines(input)) {
    const isCard = /^\s{0,9}VCARD\s{0,9}$/iu.test(line.value);
    const last = lines?.at(-1);
    if (line.name === 'BEGIN' && isCard) {
      if (depth > 0 || (last?.name === 'AGENT' && last.value.trim() === '')) depth++;
      else {
        close();
        if (cards.length === CARDS_MAX) break;
        lines = [];
        continue;
      }
    }
    if (depth > 0) {
      inner.push(formatLine({ ...line, value: line.value.replaceAll('\n', '\\n') }));
      if (line.name === 'END' && isCard && --depth === 0) closeInner();
    } else if (line.name === 'END' && isCard) close();
    else lines?.push(line);
  }
  close();
  return cards;
}

function readCardLines(lines: readonly ContentLine[]): VCard {
  const version = lines.find(({ name }) => name === 'VERSION')?.value.trim() ?? '';
  const card = emptyCard(version);
  const first = lines.findIndex(({ name }) => name === 'VERSION');
  for (const [at, line] of lines.entries()) if (at !== first) readProperty(card, line, version.startsWith('2'));
  return card;
}
