/** All people, on a page of their own: a list to search, and one person beside it. */
import './app.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Contact } from '../../../shared/model/contact.ts';
import { idSchema } from '../../../shared/model/ids.ts';
import { slugSchema } from '../../../shared/model/record.ts';
import { t } from '../../locales/text.ts';
import { countContacts, searchContacts } from '../../store/contacts.ts';
import type { Store } from '../../store/store.ts';
import { readHealth } from '../../sync/run-calls.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Notifications } from '../parts/notifications.tsx';
import { openPage } from '../parts/pages.ts';
import { Avatar, Empty, IconButton, SearchField } from '../parts/pieces.tsx';
import { SyncBar } from '../parts/sync-bar.tsx';
import { useAnswer, useEngine, useNews } from '../parts/use-engine.ts';
import { useLive } from '../parts/use-live.ts';
import { Deleted } from '../person/deleted.tsx';
import { CompanyPage } from '../company/company.tsx';
import { Person } from '../person/person.tsx';
import { Drafts } from '../drafts/drafts.tsx';
import { Health } from '../health/health.tsx';
import { RecipePage } from '../recipes/recipe-page.tsx';
import { Recipes } from '../recipes/recipes.tsx';
import { SegmentPage } from '../segments/segment-page.tsx';
import { Segments } from '../segments/segments.tsx';
import { Duplicates } from './duplicates.tsx';

const SHOWN = 100;

export const appScreen = (_store: Store) => <App />;

function App() {
  const [question, setQuestion] = useState('');
  const place = usePlace();
  const contactId = idSchema.safeParse(place).data;
  const companyId = companyOf(place);
  const recipeId = recipeOf(place);
  const segmentSlug = segmentOf(place);
  const back =
    recipeId !== undefined
      ? { place: 'recipes', text: t.recipes.title }
      : segmentSlug !== undefined
        ? { place: 'segments', text: t.segments.title }
        : { place: '', text: t.app.people };
  const people = useLive((store) => searchContacts(store, question, SHOWN), [question]);
  const count = useLive(countContacts, []);
  return (
    <div class={`app ${place === '' ? '' : 'has-person'}`}>
      <nav class="app-list" aria-label={t.app.people}>
        <header class="row">
          <img src="/icon/32.png" alt="" width="22" height="22" />
          <h1 class="grow">{t.app.people}</h1>
          {count !== undefined && <span class="soft small-text">{t.app.count(count)}</span>}
          <IconButton icon="settings" label={t.actions.openOptions} onClick={() => openPage('options')} />
        </header>
        <div class="search">
          <SearchField label={t.app.search} value={question} onInput={setQuestion} />
        </div>
        {people?.length === 0 && count !== undefined && (
          <Empty icon="people" title={count === 0 ? t.app.noPeople : t.app.noHits}>
            {count === 0 && <p>{t.app.noPeopleMore}</p>}
          </Empty>
        )}
        <ul class="people">
          {people?.map((contact) => (
            <PersonLine key={contact.id} contact={contact} isCurrent={contact.id === contactId} />
          ))}
        </ul>
        <FootLink to="recipes" place={place} icon="recipe" text={t.recipes.title} />
        <FootLink to="segments" place={place} icon="filter" text={t.segments.title} />
        <FootLink to="drafts" place={place} icon="mail" text={t.drafts.title} />
        <FootLink to="health" place={place} icon="info" text={t.needs.title}>
          <NeedsBadge place={place} />
        </FootLink>
        <FootLink to="duplicates" place={place} icon="people" text={t.duplicates.find} />
        <SyncBar />
      </nav>
      <main class="app-person">
        <Notifications />
        <Deleted />
        {place !== '' && (
          <a class="back row" href={`#${back.place}`}>
            <Icon name="back" /> {back.text}
          </a>
        )}
        {contactId !== undefined && <Person key={contactId} contactId={contactId} />}
        {companyId !== undefined && <CompanyPage key={companyId} companyId={companyId} />}
        {place === 'drafts' && <Drafts />}
        {place === 'health' && <Health />}
        {place === 'recipes' && <Recipes />}
        {recipeId !== undefined && <RecipePage key={recipeId} recipeId={recipeId} />}
        {place === 'segments' && <Segments />}
        {segmentSlug !== undefined && <SegmentPage key={segmentSlug} slug={segmentSlug} />}
        {place === 'duplicates' && <Duplicates />}
        {place === '' && <Empty icon="person" title={t.app.choose} />}
      </main>
    </div>
  );
}

const FootLink = (props: { to: string; place: string; icon: IconName; text: string; children?: ComponentChildren }) => (
  <a class="row foot-link" href={`#${props.to}`} aria-current={props.place === props.to ? 'page' : undefined}>
    <Icon name={props.icon} /> <span class="grow">{props.text}</span>
    {props.children}
  </a>
);

/** How much waits for a person; asked again whenever another screen is opened and when something came from the engine. */
function NeedsBadge({ place }: { place: string }) {
  const engine = useEngine();
  const news = useNews();
  const { value } = useAnswer(engine, readHealth, [], `${place} ${news}`);
  if (value === undefined) return null;
  const { runs, mails, broken, held } = value;
  const sum = (groups: readonly { state: string; count: number }[], states: readonly string[]) =>
    groups.reduce((total, { state, count }) => total + (states.includes(state) ? count : 0), 0);
  // What is held is one question for each recipe.
  const count = sum(runs, ['failed']) + sum(mails, ['in-doubt', 'draft']) + broken.length + held.length;
  return count === 0 ? null : (
    <span class="badge bad" title={t.needs.count(count)} data-needs={count}>
      {count}
    </span>
  );
}

function PersonLine({ contact, isCurrent }: { contact: Contact; isCurrent: boolean }) {
  const email = Object.keys(contact.emails)[0];
  const name = contact.name ?? email ?? t.person.nameless;
  const more = [contact.title, contact.companyName].filter(Boolean).join(' · ') || email;
  return (
    <li>
      <a class="row person-line" href={`#${contact.id}`} aria-current={isCurrent ? 'page' : undefined}>
        <Avatar name={name} />
        <span class="grow">
          <span class="block cut" dir="auto">
            {name}
          </span>
          <span class="block cut soft small-text" dir="auto">
            {more}
          </span>
        </span>
      </a>
    </li>
  );
}

/** What is named after `#`, a person or another screen, so that the back button and bookmarks work; nothing for what is not there. */
function usePlace(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onHash = () => setHash(location.hash);
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  const place = decoded(hash.slice(1));
  const isKnown =
    SCREENS.has(place) ||
    companyOf(place) !== undefined ||
    recipeOf(place) !== undefined ||
    segmentOf(place) !== undefined ||
    idSchema.safeParse(place).success;
  return isKnown ? place : '';
}

/** Browsers write letters beyond ASCII as `%D7%9C`; nothing where that makes no sense. */
function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}

const SCREENS: ReadonlySet<string> = new Set(['drafts', 'duplicates', 'health', 'recipes', 'segments']);

const companyOf = (place: string): string | undefined =>
  place.startsWith('company/') ? idSchema.safeParse(place.slice('company/'.length)).data : undefined;

const slugAfter =
  (start: string) =>
  (place: string): string | undefined =>
    place.startsWith(start) ? slugSchema.safeParse(place.slice(start.length)).data : undefined;
const recipeOf = slugAfter('recipe/');
const segmentOf = slugAfter('segment/');
