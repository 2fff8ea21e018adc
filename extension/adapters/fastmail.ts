/**
 * Fastmail. Its class names are written by hand, one for each part of its interface (`v-MessageCard-from`), and no language changes them.
 * Messages can be had in source form over JMAP only, with a token that the page keeps to itself.
 */
import { peopleIn, personIn } from '../../shared/reading/shown-people.ts';
import { accountInTitle, defineWebmail } from '../capture/define-webmail.ts';
import { findAll, findFirst, isInside, outermost, partsAfter, type Layers } from '../capture/find-parts.ts';

const SENDER: Layers = [
  ['2022-01', '.v-MessageCard-from'],
  ['2022-01', '.v-MessageCard [title*="@"]'],
  ['2022-01', '.v-Message [title*="@"]'],
];
const ADDRESS: Layers = [['2024-01', '.v-MessageCard-unknownSender']];
const RECIPIENTS: Layers = [
  ['2022-01', '.v-MessageCard-to'],
  ['2024-01', '.v-Message-toName'],
];
const SUBJECT: Layers = [
  ['2022-01', '.v-Thread-title h1'],
  ['2022-01', '.v-Thread-title'],
  ['2022-01', '.v-Message-subject'],
  ['2026-11', '[role="main"] h1'],
];
const BODY: Layers = [
  ['2022-01', '.v-Message-body'],
  ['2022-01', '.v-Message [role="document"]'],
];
const TIME: Layers = [['2022-01', 'time[datetime]']];

export default defineWebmail({
  title: 'Fastmail',
  order: 230,
  detect: ({ url }) => url.hostname === 'fastmail.com' || url.hostname.endsWith('.fastmail.com'),
  own: accountInTitle,

  messages({ document, url }) {
    const bodies = outermost(findAll(document, BODY));
    const isInBody = (element: Element) => bodies.some((body) => isInside(element, body));
    const part = (layers: Layers) => outermost(findAll(document, layers)).filter((element) => !isInBody(element));
    const senders = part(SENDER);
    const subject = findFirst(document, SUBJECT);
    // The last part of the address is the conversation; before it come the folder and "mail".
    const id = url.pathname.split('/').filter((word) => word !== '')[2];
    if (senders.length === 0) return bodies.map((body) => ({ subject, body, id }));
    const [owned, addresses, recipients, times] = [bodies, part(ADDRESS), part(RECIPIENTS), part(TIME)].map((parts) =>
      partsAfter(senders, parts),
    );
    return senders.map((sender, at) => {
      const shown = personIn(sender);
      const beside = addresses?.[at]?.[0];
      const address = shown?.address ?? (beside === undefined ? undefined : personIn(beside)?.address);
      return {
        sender: shown === undefined || address === undefined ? shown : { name: shown.name, address },
        to: (recipients?.[at] ?? []).flatMap((each) => peopleIn(each)),
        subject,
        body: owned?.[at]?.[0],
        date: times?.[at]?.[0]?.getAttribute('datetime') ?? undefined,
        id,
      };
    });
  },
});
