/** How explanations call things: for people who never saw a recipe's file. */
import type { EventType } from '../../../shared/model/event.ts';

/** What happened, behind "after …" and before "on …". */
export const eventWords: Record<EventType, string> = {
  'contact.created': 'the contact was added',
  'contact.updated': 'the contact was changed',
  'contact.detail-changed': 'another title, company or phone was seen',
  'contact.deleted': 'the contact was deleted',
  'contact.merged': 'another contact was merged into this one',
  'contact.tag-added': 'a tag was added',
  'contact.tag-removed': 'a tag was removed',
  'contact.unsubscribed': 'they asked for no more mail',
  'company.created': 'the company was added',
  'company.updated': 'the company was changed',
  'interaction.logged': 'a mail, call or meeting was logged',
  'task.created': 'a task was made',
  'task.completed': 'a task was done',
  'note.added': 'a note was written',
  'deal.created': 'a deal was opened',
  'deal.stage-changed': 'a deal went to another stage',
  'mail.sent': 'a mail to them was sent',
  'mail.failed': 'a mail to them failed',
  'mail.in-doubt': 'a mail to them may or may not have arrived',
  'schedule.due': 'its time came',
  'date.due': 'its date came',
  'silence.due': 'it had been quiet for so long',
  'segment.entered': 'they came into the segment',
  'segment.left': 'they left the segment',
  'webhook.received': 'a form or another program sent data',
  'button.pressed': 'its button was pressed',
  'recipe.requested': 'somebody started it by hand',
  'recipe.broken': 'a recipe was switched off by itself',
};

export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `6 March 2026`. @param at Unix milliseconds, or ISO 8601; a day without a time is the same in every zone */
export function dayWords(at: number | string, zone: string): string {
  const timeZone = typeof at === 'string' && DAY.test(at) ? 'UTC' : zone;
  return new Date(at).toLocaleDateString('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
}

/** A field of a record as people call it: `deal.expectedCloseOn` is "expected close date". */
export function fieldWords(path: string): string {
  const name = path.split('.').at(-1) ?? path;
  return name
    .replace(/(?:On|At)$/, 'Date')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll(/[-_]/g, ' ');
}
