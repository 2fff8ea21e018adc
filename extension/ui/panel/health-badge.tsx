/** Whether the webmail's adapter saw all of the message; when not, a report that holds nobody's words can be saved. */
import { useState } from 'preact/hooks';
import type { Health } from '../../capture/health.ts';
import { t } from '../../locales/text.ts';
import { structureReport } from '../../sites/structure-report.ts';

export function HealthBadge({ health, tabId }: { health: Health; tabId: number }) {
  const [said, setSaid] = useState<string>();
  if (health.state === 'green')
    return (
      <p class="soft small-text" data-health="green">
        {t.health.green}
      </p>
    );
  const save = () =>
    saveReport(tabId, health).then(
      () => setSaid(t.health.saved),
      () => setSaid(t.health.notSaved),
    );
  return (
    <section class="row wrap small-text" data-health="amber" aria-label={t.health.title}>
      <span class="grow">{t.health.amber(health.missing.map((part) => t.health.parts[part]).join(', '))}</span>
      <button class="small" data-action="save-report" title={t.health.reportAbout} onClick={() => void save()}>
        {t.health.report}
      </button>
      {said !== undefined && <span role="status">{said}</span>}
    </section>
  );
}

async function saveReport(tabId: number, health: Health): Promise<void> {
  const url = URL.createObjectURL(new Blob([await structureReport(tabId, health)], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `larder-report-${health.adapter}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
