/** Who it is: name, title and company, and the ways to reach them. */
import type { Contact } from '../../../shared/model/contact.ts';
import { t } from '../../locales/text.ts';
import { Icon } from '../parts/icon.tsx';
import { Avatar, DoNotContact } from '../parts/pieces.tsx';

const isApp = () => location.pathname === '/app.html';

interface Props {
  contact: Contact;
  badge?: string;
  /** Somebody clicked on a number, to call it. */
  onCall?: (number: string) => void;
}

export function PersonHeader({ contact, badge, onCall }: Props) {
  const emails = Object.keys(contact.emails);
  const name = contact.name ?? emails[0] ?? t.person.nameless;
  const job = [contact.title, contact.companyName].filter(Boolean).join(' · ');
  return (
    <header class="stack tight">
      {contact.doNotContact === true && <DoNotContact />}
      <div class="row person-head">
        <Avatar name={name} />
        <div class="grow">
          <div class="row wrap name-line">
            <h1 dir="auto">{name}</h1>
            {badge !== undefined && <span class="badge">{badge}</span>}
          </div>
          {job !== '' && (
            <p class="soft" dir="auto">
              {contact.companyId === undefined ? (
                job
              ) : (
                // A link in the app; from the panel it opens the app's page.
                <a href={`/app.html#company/${contact.companyId}`} target={isApp() ? undefined : '_blank'}>
                  {job}
                </a>
              )}
            </p>
          )}
        </div>
      </div>
      <ul class="reach" aria-label={t.person.details}>
        {emails.map((address) => (
          <li key={address} class="row">
            <Icon name="mail" />
            <a href={`mailto:${address}`}>{address}</a>
          </li>
        ))}
        {Object.entries(contact.phones).map(([number, { written, label }]) => (
          <li key={number} class="row">
            <Icon name="phone" />
            <a href={`tel:${number}`} dir="ltr" onClick={() => onCall?.(number)}>
              {written ?? number}
            </a>
            {label !== undefined && <span class="soft small-text">{label}</span>}
          </li>
        ))}
        {Object.keys(contact.links)
          .filter((link) => /^https?:/.test(link))
          .slice(0, 5)
          .map((link) => (
            <li key={link} class="row">
              <Icon name="page" />
              <a href={link} target="_blank" rel="noreferrer noopener">
                {link.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
              </a>
            </li>
          ))}
        {contact.address !== undefined && (
          <li class="row">
            <Icon name="visit" />
            <span class="lines" dir="auto">
              {contact.address}
            </span>
          </li>
        )}
      </ul>
    </header>
  );
}
