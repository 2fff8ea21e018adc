/**
 * The mailbox behind an address, for comparing only. Mail is always sent to the address as its owner wrote it: what a provider
 * treats as one mailbox today is the provider's affair.
 */
import { domainOf, localPartOf, normaliseAddress } from '../addresses.ts';

/** Domains of one provider that deliver to the same mailbox. */
const SAME_DOMAIN: ReadonlyMap<string, string> = new Map([
  ['googlemail.com', 'gmail.com'],
  ['pm.me', 'proton.me'],
  ['protonmail.com', 'proton.me'],
  ['protonmail.ch', 'proton.me'],
  ['me.com', 'icloud.com'],
  ['mac.com', 'icloud.com'],
  ['ya.ru', 'yandex.ru'],
  ['yandex.com', 'yandex.ru'],
]);

/** Providers that ignore dots in the local part (support.google.com/mail/answer/7436150). */
const IGNORES_DOTS: ReadonlySet<string> = new Set(['gmail.com']);

/**
 * One form for all aliases of a mailbox: lower case, ASCII domain, no `+tag` (RFC 5233 subaddressing), and what the provider is known to
 * ignore: `D.Whitfield+news@googlemail.com` and `dwhitfield@gmail.com` are one. `undefined` for what is no address.
 */
export function mailboxOf(address: string): string | undefined {
  const normal = normaliseAddress(address);
  if (normal === undefined) return undefined;
  const written = domainOf(normal);
  const domain = SAME_DOMAIN.get(written) ?? written;
  const local = localPartOf(normal);
  const bare = local.replace(/\+.*$/u, '');
  const kept = bare === '' ? local : bare;
  return `${IGNORES_DOTS.has(domain) ? kept.replaceAll('.', '') : kept}@${domain}`;
}

const SHARED =
  /^(?:info|infos|sales|office|kontakt|contact|contacts|contacto|hello|hallo|hola|bonjour|mail|email|post|team|support|service|help|helpdesk|admin|administrator|billing|accounts?|accounting|buchhaltung|rechnung(?:en)?|compta|comptabilite|contabilidad|verkauf|vertrieb|ventas|commercial|einkauf|purchasing|orders?|bestellung|jobs|careers|hr|personal|bewerbung|rrhh|press|presse|media|marketing|webmaster|reception|empfang|accueil|recepcion|enquiries|inquiries|anfrage|zentrale|sekretariat|secretariat|noreply|no-reply)$/u;

/** Whether several people are likely to read an address: `info@globex.test` says nothing about who somebody is. */
export const isSharedMailbox = (address: string): boolean => SHARED.test(localPartOf(address));
