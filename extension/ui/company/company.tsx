/** A company: what is known of it, and who works there. */
import { t } from '../../locales/text.ts';
import { companyById, peopleAt } from '../../store/companies.ts';
import { Icon } from '../parts/icon.tsx';
import { nameOf } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';

const PEOPLE_MAX = 200;

export function CompanyPage({ companyId }: { companyId: string }) {
  const found = useLive(
    async (store) => ({
      company: await companyById(store, companyId),
      people: await peopleAt(store, companyId, PEOPLE_MAX),
    }),
    [companyId],
  );
  if (found === undefined) return <p class="soft">…</p>;
  const { company, people } = found;
  if (company === undefined) return <p class="soft">{t.company.gone}</p>;
  return (
    <article class="card stack" data-company={company.id}>
      <header>
        <h1 dir="auto">{company.name ?? company.domain}</h1>
        <p class="soft">{[company.domain, company.country].filter(Boolean).join(' · ')}</p>
      </header>
      <ul class="reach" aria-label={t.person.details}>
        {Object.entries(company.phones).map(([number, { written }]) => (
          <li key={number} class="row">
            <Icon name="phone" />
            <a href={`tel:${number}`} dir="ltr">
              {written ?? number}
            </a>
          </li>
        ))}
        {company.address !== undefined && (
          <li class="row">
            <Icon name="visit" />
            <span class="lines" dir="auto">
              {company.address}
            </span>
          </li>
        )}
      </ul>
      <section class="section" aria-label={t.company.people}>
        <h2>{t.company.people}</h2>
        {people.length === 0 && <p class="soft">{t.company.nobody}</p>}
        <ul class="list">
          {people.map((contact) => (
            <li key={contact.id}>
              <a href={`#${contact.id}`} dir="auto">
                {nameOf(contact)}
              </a>{' '}
              <span class="soft small-text" dir="auto">
                {contact.title}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
