/** Made-up pages that attack, flood or confuse whoever reads them. Whatever runs in the wrong place calls `pwned`. */

export interface HostilePage {
  html: string;
  /** Who is offered, if anybody must be. */
  email?: string;
  /** Shown when the page is read in part. */
  warning?: string;
}

const PWN = "(window.pwned??=[]).push('x')";
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hostile</title>${head}</head><body>${body}</body></html>`;
const data = (json: string) => `<script type="application/ld+json">${json}</script>`;
const dana = '<h1>Dana Whitfield</h1><p>Head of Procurement</p><a href="mailto:dana@globex.example">Write</a>';
const email = 'dana@globex.example';

/** @param elsewhere another origin on which the same pages are served */
export const hostilePages = (elsewhere: string): Readonly<Record<string, HostilePage>> => ({
  // Its own scripts and handlers are shut off by a policy: any of them that runs does so because of us.
  payloads: {
    html: page(
      `${dana}<img src="x:" onerror="${PWN}"><svg onload="${PWN}"><script>${PWN}</script></svg><iframe srcdoc="<script>parent.${PWN}</script>"></iframe>
      <details open ontoggle="${PWN}"></details><a href="javascript:${PWN}">Dana</a><h2>&lt;img src=x: onerror=${PWN}&gt;</h2><math><mtext><table><mglyph><style><img src=x: onerror="${PWN}"></style></table></mtext></math>
      ${data(JSON.stringify({ '@type': 'Person', name: `<img src=x: onerror="${PWN}">`, email: 'eve@globex.example', url: `javascript:${PWN}`, image: `javascript:${PWN}` }))}`,
      `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`,
    ),
    email: 'eve@globex.example', // the page's own data comes first
  },
  tenMegabytes: {
    html: page(dana + `<p>${'0123456789 '.repeat(90)}</p>`.repeat(10_000)),
    email,
    warning: 'page-truncated',
  },
  manyLinks: {
    html: page(dana + Array.from({ length: 100_000 }, (_, at) => `<a href="/p/${at}">${at}</a> `).join('')),
    email,
  },
  cyclicData: {
    html: page(
      data('{"@type":"Person","@id":"#a","name":"Dana Whitfield","email":"dana@globex.example","knows":{"@id":"#b"}}') +
        data('{"@type":"Person","@id":"#b","name":"Bo Ek","knows":{"@id":"#a"},"colleague":{"@id":"#b"}}') +
        data('{"@graph":'.repeat(5_000)) +
        data('{"@type":"Person","name":"broken') +
        data('['.repeat(100_000)),
    ),
    email,
  },
  pollution: {
    html: page(
      data(
        '{"@type":"Person","name":"Dana Whitfield","email":"dana@globex.example","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"hasOwnProperty":"x","toString":"x"}',
      ) +
        '<div class="h-card"><i class="p-__proto__">x</i><i class="p-constructor">x</i><a rel="__proto__ constructor" href="/x">x</a></div>' +
        '<div itemscope itemtype="https://schema.org/Person"><i itemprop="__proto__ constructor">x</i></div>',
    ),
    email,
  },
  deep: { html: page(`${dana}${'<div><b><i>'.repeat(30_000)}deep`), email },
  // Made by its own script: deeper than any parser goes.
  deeper: {
    html: page(
      `${dana}<div id="deep" style="display:none"></div><script>let at = document.getElementById('deep'); for (let n = 0; n < 4000; n++) { const div = document.createElement('div'); at.append(div); at = div; }</script>`,
    ),
    email,
    warning: 'page-truncated',
  },
  shadow: {
    html: page(
      `<x-card></x-card><script>customElements.define('x-card', class extends HTMLElement { connectedCallback() { if (this.shadowRoot) return; window.made = (window.made ?? 0) + 1; if (window.made > 1) ${PWN}; this.attachShadow({mode:'open'}).innerHTML = ${JSON.stringify(dana)} + '<x-inner></x-inner>'; } });</script>`,
    ),
    email,
  },
  frames: {
    html: page(
      `<p>Nothing here.</p><iframe src="${elsewhere}/manyLinks"></iframe><iframe src="/frames?again"></iframe><iframe src="/cyclicData"></iframe>`,
    ),
    email,
  },
  restless: {
    html: page(
      `<div id="list"></div>${dana}<script>let n = 0; setInterval(() => { const row = '<p>row ' + n++ + ' <b>x</b></p>'; document.getElementById('list').innerHTML = row.repeat(3000); if (n % 2) history.replaceState(null, '', '#' + n); }, 30);</script>`,
    ),
    email,
  },
  // The page has replaced what everybody uses; our script has its own world.
  sabotaged: {
    html: page(
      `${dana}<script>for (const name of ['querySelectorAll', 'importNode', 'getElementsByTagName']) Document.prototype[name] = () => { ${PWN}; throw new Error('mine'); };
      Array.prototype.push = function () { throw new Error('mine'); }; Object.defineProperty(document, 'title', { get() { throw new Error('mine'); } }); window.performance.now = () => { throw new Error('mine'); };</script><form><input name="firstElementChild"><input name="nextElementSibling"><input name="shadowRoot"><input name="childNodes"><input name="attributes"><input name="firstChild"><input name="nextSibling"><input name="parentNode"><input name="nodeType"><input name="localName"><b>x</b></form>
      <img name="querySelectorAll"><img name="documentElement"><img name="implementation"><form name="getSelection"></form>`,
    ),
    email,
  },
});
