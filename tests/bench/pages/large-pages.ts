/** Made-up pages of 1 MB, by name: what large pages on the web consist of. */

const fill = (row: string) => `<!doctype html><body>${row.repeat(Math.ceil(1_000_000 / row.length))}</body>`;

export const largePages: Readonly<Record<string, string>> = {
  article: fill(`<p>${'Words of a long text that somebody wrote about nothing much. '.repeat(12)}</p>\n`),
  team: fill(
    '<div class="card" style="padding:4px"><h3>Dana Whitfield</h3><p>Head of Procurement &amp; Logistics, Globex Corporation</p><a href="mailto:dana@globex.example">dana@globex.example</a> <a href="tel:+14155550132">+1 415 555 0132</a></div>\n',
  ),
  table: fill(
    '<tr class="row" data-id="17"><td style="padding:4px">0001</td><td><a href="/people/17" title="Person">Dana Whitfield</a></td><td>Head of Procurement</td></tr>\n',
  ).replace('<body>', '<body><table>'),
};
