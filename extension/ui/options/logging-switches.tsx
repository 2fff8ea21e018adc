/** The switches of one site: whether mail with known people is logged without a click, and then whether its text is kept. */
import { t } from '../../locales/text.ts';
import { loggingSites, setLogging } from '../../store/logging.ts';
import { watchVisits } from '../../sites/visits.ts';
import type { Site } from '../../sites/origins.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';

export function LoggingSwitches({ site: { pattern, host } }: { site: Site }) {
  const store = useStore();
  const sites = useLive(loggingSites, []);
  if (sites === undefined) return null;
  const logging = sites.find((each) => each.pattern === pattern);
  const set = (isOn: boolean, withText: boolean) =>
    void setLogging(store, isOn ? { pattern, isOn, withText } : { pattern, isOn })
      .then(() => watchVisits(store))
      .catch(reportError);
  const toggle = (name: string, words: string, isOn: boolean, onChange: (isOn: boolean) => void) => (
    <label class="row small-text">
      <span class="grow">{words}</span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        name={name}
        aria-label={t.logging.forSite(words, host)}
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
  return (
    <>
      {toggle('log', t.logging.switch, logging !== undefined, (isOn) => set(isOn, false))}
      <p class="soft small-text">{t.logging.switchAbout}</p>
      {logging !== undefined &&
        toggle('keep-text', t.logging.withText, logging.withText, (withText) => set(true, withText))}
    </>
  );
}
