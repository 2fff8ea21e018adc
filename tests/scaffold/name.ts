/** A name in the forms in which templates need it. */
export interface Name {
  /** `send-gift` */
  id: string;
  /** `sendGift` */
  camel: string;
  /** `SendGift` */
  pascal: string;
  /** `Send gift` */
  title: string;
  /** `send gift` */
  words: string;
  /** `2026-03-06` */
  day: string;
}

/** What a template makes: the texts of new files, by their paths from the root. */
export type Files = Record<string, string>;

/** Reserved: contracts and registries are no units. */
const RESERVED = /^(define-.*|registry)$/;

/** @throws Error that says what a name looks like */
export function nameOf(id: string, now: Date): Name {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new Error(`"${id}" is no name: use lower-case words joined by hyphens, such as send-gift.`);
  }
  if (RESERVED.test(id)) throw new Error(`"${id}" is taken: files of that name are contracts or registries.`);
  const parts = id.split('-');
  const pascal = parts.map(capital).join('');
  return {
    id,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    title: capital(parts.join(' ')),
    words: parts.join(' '),
    day: now.toISOString().slice(0, 10),
  };
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
