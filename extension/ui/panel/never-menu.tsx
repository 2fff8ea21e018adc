/** "Never capture …": this address, everybody at its domain, or the mailing list. */
import { textOfRule } from '../../capture/never-capture.ts';
import type { NeverRule } from '../../../shared/model/never-rule.ts';
import { domainOf, normaliseAddress } from '../../../shared/reading/addresses.ts';
import { freeMailDomains } from '../../../shared/reading/free-mail-domains.ts';
import { t } from '../../locales/text.ts';
import { addNever } from '../../store/never.ts';
import { useStore } from '../parts/larder.ts';

interface Props {
  addresses: readonly string[];
  listId?: string;
}

export function NeverMenu({ addresses, listId }: Props) {
  const store = useStore();
  const rules = rulesFor(addresses, listId);
  if (rules.length === 0) return null;
  return (
    <details class="never-menu">
      <summary class="soft small-text">{t.never.menu}</summary>
      <p class="soft small-text">{t.never.about}</p>
      <ul class="stack tight">
        {rules.map((rule) => (
          <li key={textOfRule(rule)}>
            <button
              type="button"
              class="small"
              data-never={textOfRule(rule)}
              onClick={() => addNever(store, rule).catch(reportError)}
            >
              {textOfRule(rule)} <span class="soft">· {t.never.kinds[rule.kind]}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What could be said about these addresses; a domain where everybody has mail is not offered. */
export function rulesFor(addresses: readonly string[], listId?: string): NeverRule[] {
  const own = addresses.map(normaliseAddress).filter((address) => address !== undefined);
  const domains = [...new Set(own.map(domainOf))].filter((domain) => !freeMailDomains.has(domain));
  return [
    ...own.map((value): NeverRule => ({ kind: 'address', value })),
    ...domains.map((value): NeverRule => ({ kind: 'domain', value })),
    ...(listId === undefined ? [] : [{ kind: 'list', value: listId } satisfies NeverRule]),
  ].slice(0, 6);
}
