/** The sites that are on, one permission each, and a line to switch on one more. */
import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { t } from '../../locales/text.ts';
import { siteFromTyped, type Site } from '../../sites/origins.ts';
import { sitesOn, switchOff, switchOn } from '../../sites/switches.ts';
import { Notice } from '../parts/pieces.tsx';
import { LoggingSwitches } from './logging-switches.tsx';
import { Part } from './part.tsx';

export function Sites() {
  const [sites, setSites] = useState<Site[]>();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const load = () => void sitesOn().then(setSites, reportError);
    load();
    browser.permissions.onAdded.addListener(load);
    browser.permissions.onRemoved.addListener(load);
    return () => {
      browser.permissions.onAdded.removeListener(load);
      browser.permissions.onRemoved.removeListener(load);
    };
  }, []);
  const add = async () => {
    const site = siteFromTyped(typed);
    if (site === undefined) {
      setProblem(t.options.badSite);
      return;
    }
    setProblem(undefined);
    // Nothing before this call: a browser asks only within the click itself.
    if (await switchOn(site)) setTyped('');
    else setProblem(t.page.declined);
  };
  return (
    <Part id="sites" title={t.options.sites} about={t.options.sitesAbout}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          add().catch((error: unknown) => setProblem(String(error)));
        }}
      >
        <input
          class="grow"
          name="site"
          aria-label={t.options.site}
          placeholder={t.options.sitePlaceholder}
          inputMode="url"
          spellcheck={false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button disabled={typed.trim() === ''}>{t.options.switchOn}</button>
      </form>
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      {sites?.length === 0 && <p class="soft">{t.options.noSites}</p>}
      <ul class="list">
        {sites?.map((site) => (
          <li key={site.pattern} data-site={site.host}>
            <div class="row">
              <span class="grow">{site.pattern.replace(/\/\*$/, '')}</span>
              <button class="small" aria-label={t.options.switchOff(site.host)} onClick={() => switchOff(site)}>
                {t.options.off}
              </button>
            </div>
            <LoggingSwitches site={site} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
