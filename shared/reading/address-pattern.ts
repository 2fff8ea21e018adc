/**
 * Patterns of page addresses in site templates: a host and a path, `*` for any run of characters. No regular expressions: a pattern
 * may come from anyone, and is compared in linear time. `*.globex.example/team/*`
 */

export const PATTERN_MAX = 300;

/** What is wrong with a pattern, if anything. */
export function problemWithPattern(pattern: string): string | undefined {
  const bare = withoutScheme(pattern);
  if (pattern.length > PATTERN_MAX) return `an address pattern has at most ${PATTERN_MAX} characters`;
  if (
    !/^[a-z0-9*.\u0080-\uffff-]+(?::(?:\d{1,5}|\*))?(?:\/[^\s#?]*)?$|^\[[0-9a-f:]+\](?::\d{1,5})?(?:\/[^\s#?]*)?$/iu.test(
      bare,
    )
  )
    return 'an address pattern is a host and a path, such as globex.example/team/*';
  if ((bare.match(/\*/gu) ?? []).length > 10) return 'an address pattern has at most 10 stars';
  return undefined;
}

/** Whether a page's address fits. The scheme, the query and what follows `#` do not count; a pattern without a port fits any. */
export function matchesPattern(url: URL, pattern: string): boolean {
  if (url.href.length > 5_000 || !/^https?:$/u.test(url.protocol)) return false;
  // A star of the address itself is no wildcard.
  const pathname = url.pathname.replace(/\*/gu, '%2A');
  const bare = withoutScheme(pattern);
  const slash = bare.indexOf('/');
  const host = (slash < 0 ? bare : bare.slice(0, slash)).toLowerCase();
  // A host alone is its whole site.
  const path = slash < 0 ? '*' : bare.slice(slash);
  const isWithPort = /:(?:\d+|\*)$/u.test(host);
  const actual = isWithPort && url.port === '' ? `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}` : url.host;
  return fits(isWithPort ? actual : url.hostname, host) && (fits(pathname, path) || fits(decoded(pathname), path));
}

const withoutScheme = (pattern: string) => pattern.trim().replace(/^(?:\*|https?):\/\//iu, '');

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** The parts between the stars must occur in this order; the first at the start, the last at the end. */
function fits(text: string, pattern: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}

/** Patterns for pages like this one, the narrowest first: this page, its neighbours, the whole site. */
export function suggestPatterns(url: URL): string[] {
  const path = url.pathname.replace(/\*/gu, '%2A');
  const folder = path.replace(/[^/]*\/?$/u, '');
  const patterns = [`${url.host}${path}`, `${url.host}${folder}*`, `${url.host}/*`];
  return [...new Set(patterns)].filter((pattern) => problemWithPattern(pattern) === undefined);
}
