/** Small pieces: empty states, notices, the field to search in, avatars. */
import type { ComponentChildren } from 'preact';
import type { Contact } from '../../../shared/model/contact.ts';
import { t } from '../../locales/text.ts';
import { Icon, type IconName } from './icon.tsx';

export const Empty = (props: { icon: IconName; title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <Icon name={props.icon} />
    <h2>{props.title}</h2>
    {props.children}
  </div>
);

/** Something to know; `alert` is read out at once. */
export const Notice = (props: { tone?: 'warn' | 'bad'; alert?: boolean; children: ComponentChildren }) => (
  <div class={`notice ${props.tone ?? ''}`} role={props.alert === true ? 'alert' : 'status'}>
    <Icon name={props.tone === undefined ? 'info' : 'warning'} />
    <div class="grow">{props.children}</div>
  </div>
);

/** `label` is its name, and what it says under the mouse. */
export const IconButton = (props: { icon: IconName; label: string; disabled?: boolean; onClick: () => unknown }) => (
  <button
    type="button"
    class="plain icon-only small"
    aria-label={props.label}
    title={props.label}
    disabled={props.disabled}
    onClick={() => void props.onClick()}
  >
    <Icon name={props.icon} />
  </button>
);

/** Looks for people while somebody types; `label` stands in the field too. */
export const SearchField = (props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  name?: string;
}) => (
  <input
    type="search"
    name={props.name}
    aria-label={props.label}
    placeholder={props.label}
    value={props.value}
    onInput={(event) => props.onInput(event.currentTarget.value)}
  />
);

/** Before everything else about such a person. */
export const DoNotContact = () => (
  <Notice tone="bad" alert>
    <strong data-do-not-contact>{t.person.doNotContact}</strong>
    <p>{t.person.doNotContactMore}</p>
  </Notice>
);

/** What to call somebody. */
export const nameOf = (contact: Pick<Contact, 'name' | 'emails'>): string =>
  contact.name ?? Object.keys(contact.emails)[0] ?? t.person.nameless;

/** The first letters of the first and the last word of a name. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}

export const Avatar = ({ name }: { name: string }) => (
  <span class="avatar" aria-hidden="true">
    {initials(name) || '?'}
  </span>
);
