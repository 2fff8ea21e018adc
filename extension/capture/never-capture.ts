/** Who is never captured: addresses, domains and mailing lists that the person named. Honoured before anybody sees what was read. */
import type { Draft, DraftContact, DraftInteraction } from '../../shared/model/draft.ts';
import type { NeverRule } from '../../shared/model/never-rule.ts';
import { asciiDomain, domainOf, isSameMailbox, normaliseAddress } from '../../shared/reading/addresses.ts';
import { addressesOf } from './find-known.ts';

/** A List-Id of RFC 2919 without its angle brackets; it needs no top-level domain. */
const LIST_ID = /^[\p{L}\p{N}._-]{1,255}$/u;

/** What a person types: `dana@globex.test`, `@globex.test` or `globex.test`, `<dev.lists.globex.test>`. */
export function ruleFromTyped(typed: string): NeverRule | undefined {
  const text = typed.trim();
  const list = /<([^<>@\s]+)>$/u.exec(text)?.[1];
  if (list !== undefined) return LIST_ID.test(list) ? { kind: 'list', value: list.toLowerCase() } : undefined;
  const domain = asciiDomain(text.replace(/^(?:\*?@|\*\.)/u, ''));
  if (domain !== undefined) return { kind: 'domain', value: domain };
  const address = normaliseAddress(text);
  return address === undefined ? undefined : { kind: 'address', value: address };
}

/** A rule as people read and type it. */
export const textOfRule = ({ kind, value }: NeverRule): string =>
  ({ address: value, domain: `@${value}`, list: `<${value}>` })[kind];

/** The rule that an address falls under: a domain covers its subdomains, and a list its own address. */
export function ruleForAddress(rules: readonly NeverRule[], address: string): NeverRule | undefined {
  const domain = domainOf(address);
  return rules.find(({ kind, value }) => {
    if (kind === 'address') return isSameMailbox(value, address);
    if (kind === 'domain') return domain === value || domain.endsWith(`.${value}`);
    // RFC 2919 suggests `dev.lists.globex.test` for the list `dev@lists.globex.test`.
    return value === address.replace('@', '.');
  });
}

const ruleForContact = (rules: readonly NeverRule[], contact: DraftContact): NeverRule | undefined =>
  addressesOf(contact)
    .map((address) => ruleForAddress(rules, address))
    .find((rule) => rule !== undefined);

/**
 * The draft without whom the person never wants to capture; `leftOut` says who and why. A message from one of them is not logged, and
 * they are not named among the people of another message. Doing it twice changes nothing.
 */
export function leaveOut(draft: Draft, rules: readonly NeverRule[]): Draft {
  if (rules.length === 0) return draft;
  const list = rules.find(({ kind, value }) => kind === 'list' && value === draft.listId);
  if (list !== undefined) return withNobody(draft, list, draft.contacts);
  const out = draft.contacts.flatMap((contact) => {
    const rule = ruleForContact(rules, contact);
    return rule === undefined ? [] : [{ contact, rule }];
  });
  const gone = new Set(out.map(({ contact }) => contact));
  const contacts = draft.contacts.filter((contact) => !gone.has(contact));
  const [first] = out;
  if (first !== undefined && contacts.length === 0) return withNobody(draft, first.rule, draft.contacts);
  const sender = draft.interactions.flatMap(partiesOf).find(({ role }) => role === 'from');
  const senderRule = sender === undefined ? undefined : ruleForAddress(rules, sender.address);
  return {
    ...draft,
    contacts,
    interactions: senderRule === undefined ? draft.interactions.map((each) => withoutParties(each, rules)) : [],
    ...(first === undefined
      ? {}
      : {
          leftOut: [
            ...(draft.leftOut ?? []),
            ...out.map(({ contact, rule }) => ({ key: contact.key, rule: textOfRule(rule) })),
          ],
        }),
  };
}

const withNobody = (draft: Draft, rule: NeverRule, people: readonly DraftContact[]): Draft => ({
  ...draft,
  contacts: [],
  interactions: [],
  // Nobody, when the message was left alone for another reason, too.
  leftOut: [
    ...(draft.leftOut ?? []),
    ...(people.length === 0 ? [''] : people.map(({ key }) => key)).map((key) => ({ key, rule: textOfRule(rule) })),
  ],
  skipped: { reason: 'never-captured', text: `You said never to capture ${textOfRule(rule)}.` },
});

/** Who took part in a message, by address. */
export function partiesOf(interaction: DraftInteraction): { address: string; role: string; name?: string }[] {
  return interaction.fields.flatMap(({ path, value }) => {
    if (!path.startsWith('parties/') || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const { role, name } = value;
    if (typeof role !== 'string') return [];
    return [{ address: path.slice('parties/'.length), role, ...(typeof name === 'string' ? { name } : {}) }];
  });
}

const withoutParties = (interaction: DraftInteraction, rules: readonly NeverRule[]): DraftInteraction => ({
  fields: interaction.fields.filter(
    ({ path }) => !path.startsWith('parties/') || ruleForAddress(rules, path.slice('parties/'.length)) === undefined,
  ),
});
