/**
 * The class names of classic microformats and what they are in microformats2: hCard, adr and geo, and the ones in which people
 * and companies occur. Data only. https://microformats.org/wiki/microformats2-parsing#note_backward_compatibility_details
 */

/** Root class names, with the microformats2 root each stands for. */
export const classicRoots: ReadonlyMap<string, string> = new Map([
  ['adr', 'h-adr'],
  ['geo', 'h-geo'],
  ['vcard', 'h-card'],
  ['vevent', 'h-event'],
  ['hentry', 'h-entry'],
  ['hfeed', 'h-feed'],
  ['hresume', 'h-resume'],
  ['hreview', 'h-review'],
  ['hproduct', 'h-product'],
]);

const prefixed = (prefix: string, names: string): [string, string][] =>
  names.split(/\s+/u).map((name) => [name, `${prefix}-${name}`]);

const ADDRESS = prefixed(
  'p',
  'post-office-box extended-address street-address locality region postal-code country-name',
);
const GEO = prefixed('p', 'latitude longitude');

/** The properties of each root: class name to microformats2 name. */
export const classicProperties: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({
    'h-adr': ADDRESS,
    'h-geo': GEO,
    'h-card': [
      ...ADDRESS,
      ...GEO,
      ...prefixed(
        'p',
        `honorific-prefix given-name additional-name family-name honorific-suffix nickname sort-string org organization-name
         organization-unit category adr label geo tel note role mailer tz class key agent`,
      ),
      ...prefixed('u', 'url email logo photo sound uid'),
      ...prefixed('dt', 'bday rev'),
      ['fn', 'p-name'],
      ['title', 'p-job-title'],
    ],
    'h-event': [
      ...prefixed('p', 'description location category attendee contact organizer geo'),
      ...prefixed('dt', 'duration'),
      ['summary', 'p-name'],
      ['dtstart', 'dt-start'],
      ['dtend', 'dt-end'],
      ['url', 'u-url'],
    ],
    'h-entry': [
      ...prefixed('p', 'author category'),
      ['entry-title', 'p-name'],
      ['entry-summary', 'p-summary'],
      ['entry-content', 'e-content'],
      ['published', 'dt-published'],
      ['updated', 'dt-updated'],
    ],
    'h-feed': [...prefixed('p', 'author category'), ...prefixed('u', 'photo url'), ['site-title', 'p-name']],
    'h-resume': prefixed('p', 'contact summary education experience skill affiliation'),
    'h-review': [
      ...prefixed('p', 'rating best worst reviewer'),
      ['summary', 'p-name'],
      ['item', 'p-item'],
      ['dtreviewed', 'dt-published'],
      ['description', 'e-description'],
    ],
    'h-product': [
      ...prefixed('p', 'brand category price review'),
      ...prefixed('u', 'photo url'),
      ['fn', 'p-name'],
      ['description', 'e-description'],
    ],
  } satisfies Record<string, [string, string][]>).map(([root, names]) => [root, new Map(names)]),
);
