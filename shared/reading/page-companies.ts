/** The companies that a page describes, as drafts of company records: name, domain, logo, address, country, phones, links. */
import type { DraftCompany } from '../model/draft.ts';
import type { EvidenceSource } from '../model/evidence.ts';
import { companyDomain } from './companies.ts';
import { webAddress } from './dom.ts';
import { clipLine, foldText, makeEvidence, mergeFindings, type Finding } from './evidence.ts';
import { addressCountry } from './stated-address.ts';
import { linksOf, textsOf, type Thing } from './structured-data.ts';
import { kindOf, structuredPeople, type StructuredContext } from './structured-people.ts';

const COMPANIES_MAX = 20;

/** What one reader gave, and which syntax it read. */
export interface SourceThings {
  source: EvidenceSource;
  things: readonly Thing[];
}

/** One draft per name, whatever number of syntaxes tell of it; else the site's own name (`og:site_name`). */
export function readCompanies(sources: readonly SourceThings[], context: StructuredContext): DraftCompany[] {
  const byName = new Map<string, Finding[]>();
  for (const { source, things } of sources) {
    for (const thing of things) {
      if (byName.size >= COMPANIES_MAX || kindOf(thing) !== 'organization') continue;
      const findings = companyFindings(thing, source, context);
      const name = findings.find(({ path }) => path === 'name')?.value;
      if (typeof name !== 'string') continue;
      const key = foldText(name);
      byName.set(key, [...(byName.get(key) ?? []), ...findings]);
    }
  }
  if (byName.size === 0) {
    const findings = sources.flatMap(({ source, things }) =>
      things.flatMap((thing) => siteFindings(thing, source, context)),
    );
    if (findings.length > 0) byName.set('', findings);
  }
  return [...byName.values()].map((findings) => {
    const fields = mergeFindings(findings);
    const name = fields.find(({ path }) => path === 'name')?.value;
    return { key: clipLine(String(name)), fields };
  });
}

function companyFindings(thing: Thing, source: EvidenceSource, context: StructuredContext): Finding[] {
  const findings = structuredPeople([thing], source, context).flatMap(({ findings: each }) => each);
  const evidence = (snippet: string) => makeEvidence(context, source, 0.9, snippet);
  const own = findings.flatMap((finding): Finding[] => {
    if (finding.path === 'companyName') return [{ ...finding, path: 'name' }];
    return /^(?:address$|phones\/|links\/)/u.test(finding.path) ? [finding] : [];
  });
  // The domain of its mail says more than that of its page, which may be a directory's.
  const mail = findings.find(({ path }) => path.startsWith('emails/'))?.path.slice('emails/'.length);
  const site = linksOf(thing, 'url').map((url) => webAddress(url, context.url))[0];
  const domain =
    (mail === undefined ? undefined : companyDomain(mail)) ??
    (site === undefined ? undefined : companyDomain(`x@${new URL(site).hostname}`));
  if (domain !== undefined) own.push({ path: 'domain', value: domain, evidence: evidence(mail ?? site ?? domain) });
  const logo = [...linksOf(thing, 'logo'), ...linksOf(thing, 'image')].map((url) => webAddress(url, context.url))[0];
  if (logo !== undefined) own.push({ path: 'logo', value: logo, evidence: evidence(logo) });
  const country = addressCountry(thing);
  if (country !== undefined) own.push({ path: 'country', value: country, evidence: evidence(`country: ${country}`) });
  return own;
}

/** OpenGraph's name of the site is the company's as a rule; its address is the page's own. */
function siteFindings(thing: Thing, source: EvidenceSource, context: StructuredContext): Finding[] {
  const [name] = textsOf(thing, 'site_name');
  const host = URL.canParse(context.url) ? new URL(context.url).hostname : '';
  const domain = companyDomain(`x@${host}`);
  if (name === undefined || domain === undefined) return [];
  const evidence = makeEvidence(context, source, 0.5, `og:site_name: ${name}`);
  return [
    { path: 'name', value: clipLine(name), evidence },
    { path: 'domain', value: domain, evidence: makeEvidence(context, 'page-address', 0.6, host) },
  ];
}
