/** Made-up pages by name: what large pages on the web consist of, 1 MB each, and hostile ones. No two rows are the same, as no two people are. */

const GIVEN = 'Dana Bo Ines Tariq Maude Kofi Lena Priya Oskar Yara Hugo Noor Ama Viktor Sena Ilse'.split(' ');
const FAMILY = 'Whitfield Ek Baptista Rahman Lindqvist Mensah Vogel Nair Holm Haddad Marchand Aziz'.split(' ');
const TITLE = ['Head of Procurement', 'Sales Manager', 'Engineer', 'Chief of Staff', 'Buyer', 'Legal Counsel'];

function fill(row: (name: string, at: number) => string, size = 1_000_000): string {
  let html = '';
  for (let at = 0; html.length < size; at++) {
    const name = `${GIVEN[at % GIVEN.length]} ${FAMILY[Math.floor(at / GIVEN.length) % FAMILY.length]}`;
    html += row(`${name}${at < 192 ? '' : `-${FAMILY[Math.floor(at / 192) % FAMILY.length]}`}`, at);
  }
  return html;
}
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Page</title><meta property="og:title" content="Page"></head><body>${body}</body></html>`;
const addressOf = (name: string, at: number) => `${name.toLowerCase().replace(/[^a-z]/gu, '.')}.${at}@globex.example`;
const titleOf = (at: number) => TITLE[at % TITLE.length];
const paragraph = (name: string, at: number) =>
  `<p>${`On day ${at} ${name} wrote a long text about nothing much. `.repeat(12)}</p>\n`;
const product = (at: number) =>
  `<div class="product-card" data-id="${at}"><a href="/products/${at}"><img src="/images/${at}.jpg" alt="Product ${at}" loading="lazy"></a><h3 class="title">Steel bracket ${at}</h3><p class="price">€ ${at % 97}.90</p><button type="button" class="add">Add to basket</button></div>\n`;
const person = (name: string, at: number) =>
  `<div class="card" style="padding:4px"><h3>${name}</h3><p>${titleOf(at)}, Globex Corporation</p><a href="mailto:${addressOf(name, at)}">${addressOf(name, at)}</a> <a href="tel:+1415555${1000 + (at % 9000)}">+1 415 555 ${1000 + (at % 9000)}</a></div>\n`;

export const largePages: Readonly<Record<string, () => string>> = {
  article: () => page(fill(paragraph)),
  // What most pages of this size are: scripts, styles and drawings for the larger part, with a team of twelve in the middle.
  company: () =>
    page(
      `<style>${fill((_, at) => `.c${at}{margin:${at % 9}px;color:#${1000 + (at % 9000)}}\n`, 150_000)}</style><script>window.state=[${fill((name, at) => `{"id":${at},"name":"${name}"},\n`, 350_000)}]</script><header>${'<nav><a href="/a">Products</a><a href="/b">Company</a></nav>'.repeat(20)}</header><main>${Array.from({ length: 12 }, (_, at) => person(`${GIVEN[at]} ${FAMILY[at]}`, at)).join('')}${fill(paragraph, 150_000)}${fill((_, at) => product(at), 100_000)}</main>${fill((_, at) => `<svg viewBox="0 0 24 24"><path d="M${at} 3 3 0 0 1-3 3 3 3 0 0 1-3-3 3 3 0 0 1 3-3zM4 12a8 8 0 0 1 8-8"></path></svg>`, 100_000)}<script>${fill((_, at) => `function f${at}(a){return a+${at}}\n`, 150_000)}</script>`,
    ),
  shop: () => page(fill((_, at) => product(at))),
  prices: () =>
    page(
      `<table>${fill((_, at) => `<tr><td>${10_000 + at}</td><td>Steel bracket, ${at} mm, galvanised</td><td>${at % 97}.90</td><td>${at % 50} in stock</td></tr>\n`)}</table>`,
    ),
  team: () => page(fill(person)),
  table: () =>
    page(
      `<table>${fill((name, at) => `<tr class="row" data-id="${at}"><td style="padding:4px">${at}</td><td><a href="/people/${at}" title="Person">${name}</a></td><td>${titleOf(at)}</td></tr>\n`)}</table>`,
    ),
  archive: () =>
    page(
      fill(
        (name, at) =>
          `<li><a href="/msg/${at}">Re: delivery ${at}</a> <i>${name} &lt;${addressOf(name, at)}&gt;</i><pre>On ${at}, somebody wrote:\n&gt; Please send it to ${addressOf(name, at + 1)}\nI did.</pre></li>\n`,
      ),
    ),
  nested: () => page(`${'<div><section>'.repeat(200)}${fill(paragraph)}`),
  oneText: () => page(`<pre>${fill((name, at) => `${at} ${name} said so on the ${at % 28}th, and again\n`)}</pre>`),
  tenMegabytes: () => page(fill(paragraph, 10_000_000)),
  manyLinks: () => page(Array.from({ length: 100_000 }, (_, at) => `<a href="/p/${at}">${at}</a> `).join('')),
  shadows: () =>
    page(
      `<x-card></x-card><script>let at = document.querySelector('x-card'); for (let n = 0; n < 300; n++) { const root = at.attachShadow({mode:'open'}); root.innerHTML = '<p>some text</p>'.repeat(300) + '<div></div>'; at = root.lastChild; }</script>`,
    ),
};
