/** A made-up page with people on it, as tests of site templates need it. */
const people = [
  ['Dana Whitfield', 'Head of Procurement', 'dana@globex.test', '+1 415 555 0132'],
  ['Bo Ek', 'Buyer', 'bo@globex.test', '+46 8 555 010 20'],
  ['Carmen Díaz', 'Logistics', 'carmen@globex.test', ''],
  ['Lena Müller', 'Warehouse', 'lena@globex.test', '+49 30 555 0199'],
] as const;

const card = ([name, title, email, phone]: readonly [string, string, string, string]) => `
  <li class="css-1x9ab2 team-member"><div class="sc-bdVaJa"><h3 class="css-77ab member-name">${name}</h3>
  <p class="x1lliihq">${title}</p><p>Write: <a href="mailto:${email}?subject=Hi">Mail</a></p>
  ${phone === '' ? '' : `<p>Phone: <span data-phone="">${phone}</span></p>`}</div></li>`;

export const teamPage = `<html lang="en"><head><title>Team</title></head><body><nav><ul><li>Home</li><li>Team</li></ul></nav>
  <h1>Our team</h1><ul class="css-0b1 team">${people.map(card).join('')}</ul>
  <footer><a href="mailto:info@globex.test">info@globex.test</a></footer></body></html>`;

export const profilePage = `<html lang="en"><head></head><body><main class="_3kfDz">
  <h1 class="_9aXxq">Dana Whitfield</h1>
  <dl class="css-9"><dt>Role</dt><dd>Head of Procurement</dd><dt>Company</dt><dd itemprop="worksFor">Globex</dd></dl>
  <div id="contact-details"><p>E-mail: dana (at) ignored, write to dana@globex.test please</p><p>Phone: +1 415 555 0132</p></div>
  </main></body></html>`;
