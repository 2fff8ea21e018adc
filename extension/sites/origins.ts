/** Sites as permissions name them: scheme and host. A pattern cannot name a port in every browser, so a site is all ports of a host. */

export interface Site {
  /** `https://mail.example.com/*`: for permissions and for registering scripts. */
  pattern: string;
  /** `mail.example.com`: for people. */
  host: string;
}

/** The site of an address, or `undefined` for one that no extension may read. */
export function siteOf(address: string | undefined): Site | undefined {
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  return { pattern: `${url.protocol}//${url.hostname}/*`, host: url.hostname };
}

/** The site of a pattern; all-sites patterns have none. */
export function siteOfPattern(pattern: string): Site | undefined {
  return pattern.includes('*', 0) && /^https?:\/\/[^*/]+\/\*$/.test(pattern) ? siteOf(pattern.slice(0, -1)) : undefined;
}

/** What a person types for a site: `mail.example.com`, or a whole address. */
export function siteFromTyped(typed: string): Site | undefined {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return undefined;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const isLocal = /^(localhost|127\.|\[::1\])/.test(text);
  return siteOf(hasScheme ? text : `${isLocal ? 'http' : 'https'}://${text}`);
}
