/** Made-up pages of 1 MB, by name: what large pages on the web consist of. No two rows are the same, as no two people are. */

const GIVEN = 'Dana Bo Ines Tariq Maude Kofi Lena Priya Oskar Yara Hugo Noor Ama Viktor Sena Ilse'.split(' ');
const FAMILY = 'Whitfield Ek Baptista Rahman Lindqvist Mensah Vogel Nair Holm Haddad Marchand Aziz'.split(' ');
const TITLE = ['Head of Procurement', 'Sales Manager', 'Engineer', 'Chief of Staff', 'Buyer', 'Legal Counsel'];

function fill(row: (name: string, at: number) => string): string {
  let html = '';
  for (let at = 0; html.length < 1_000_000; at++) {
    const name = `${GIVEN[at % GIVEN.length]} ${FAMILY[Math.floor(at / GIVEN.length) % FAMILY.length]}`;
    html += row(`${name}${at < 192 ? '' : `-${FAMILY[Math.floor(at / 192) % FAMILY.length]}`}`, at);
  }
  return html;
}
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Page</title><meta property="og:title" content="Page"></head><body>${body}</body></html>`;
const addressOf = (name: string, at: number) => `${name.toLowerCase().replace(/[^a-z]/gu, '.')}.${at}@globex.example`;
const titleOf = (at: number) => TITLE[at % TITLE.length];

export const largePages: Readonly<Record<string, string>> = {
  article: page(
    fill((name, at) => `<p>${`On day ${at} ${name} wrote a long text about nothing much. `.repeat(12)}</p>\n`),
  ),
  shop: page(
    fill(
      (_, at) =>
        `<div class="product-card" data-id="${at}"><a href="/products/${at}"><img src="/images/${at}.jpg" alt="Product ${at}" loading="lazy"></a><h3 class="title">Steel bracket ${at}</h3><p class="price">€ ${at % 97}.90</p><button type="button" class="add">Add to basket</button></div>\n`,
    ),
  ),
  team: page(
    fill(
      (name, at) =>
        `<div class="card" style="padding:4px"><h3>${name}</h3><p>${titleOf(at)}, Globex Corporation</p><a href="mailto:${addressOf(name, at)}">${addressOf(name, at)}</a> <a href="tel:+1415555${1000 + (at % 9000)}">+1 415 555 ${1000 + (at % 9000)}</a></div>\n`,
    ),
  ),
  table: page(
    `<table>${fill((name, at) => `<tr class="row" data-id="${at}"><td style="padding:4px">${at}</td><td><a href="/people/${at}" title="Person">${name}</a></td><td>${titleOf(at)}</td></tr>\n`)}</table>`,
  ),
};
