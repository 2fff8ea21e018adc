/** Where a call goes: what its URL may look like, and how its name is looked up without being led into the private network. */
import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface TargetRules {
  /** Names, with a port when they have one (`crm.lan:8080`), that the engine's owner lets webhooks reach wherever they are. */
  allowed: ReadonlySet<string>;
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
const isAllowed = (url: URL, { allowed }: TargetRules): boolean => allowed.has(url.host) || allowed.has(url.hostname);

/** The address to call, or why it is not called. */
export function readTarget(text: string, rules: TargetRules): { url: URL } | { problem: string } {
  if (text.length > 2_000 || !URL.canParse(text)) return { problem: 'the address is no URL' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { problem: `${url.protocol} cannot be called; use https:` };
  if (url.username !== '' || url.password !== '') return { problem: 'the address must not hold a user or password' };
  if (isAllowed(url, rules)) return { url };
  if (url.protocol === 'http:') return { problem: `${url.host} is called over https only` };
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return { problem: privateProblem(url.host) };
  return { url };
}

const privateProblem = (host: string): string =>
  `${host} is in a private network: name it in LARDER_WEBHOOK_HOSTS if webhooks may reach it`;

/**
 * Looks a name up for the connection itself: what was checked is what is connected to, so a name that changes its address in between
 * (DNS rebinding) gains nothing. A name with a private address among its addresses is not called at all.
 */
export function lookupFor(url: URL, rules: TargetRules): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? [];
      if (error !== null) return done(error, '');
      if (!isAllowed(url, rules) && !addresses.every(({ address }) => isPublicAddress(address)))
        return done(new TargetRefused(privateProblem(url.host)), '');
      if (options.all === true) return done(null, addresses);
      done(null, first?.address ?? '', first?.family ?? 4);
    });
  };
}

/** The name leads where webhooks must not go. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}
