/** Everything as one file. */
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { exportParts } from '../../store/export.ts';
import { peopleParts } from '../../store/export-people.ts';
import { timeOf, type Store } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { Part } from './part.tsx';
import { saveAs } from './save-as.ts';

export function ExportData() {
  const store = useStore();
  const [isDone, setDone] = useState(false);
  return (
    <Part id="export" title={t.options.export} about={t.options.exportAbout}>
      <div class="row wrap">
        <button
          onClick={() => {
            saveFile(store).then(() => setDone(true), reportError);
          }}
        >
          {t.options.exportButton}
        </button>
        {(['vcf', 'csv'] as const).map((format) => (
          <button
            key={format}
            data-export={format}
            onClick={() => {
              savePeople(store, format).then(() => setDone(true), reportError);
            }}
          >
            {format === 'vcf' ? t.importing.exportCards : t.importing.exportTable}
          </button>
        ))}
        {isDone && (
          <span class="soft" role="status">
            {t.options.exported}
          </span>
        )}
      </div>
    </Part>
  );
}

async function saveFile(store: Store): Promise<void> {
  const parts: string[] = [];
  for await (const part of exportParts(store)) parts.push(part);
  saveAs(`larder-${timeOf(store).slice(0, 10)}.json`, parts);
}

async function savePeople(store: Store, format: 'vcf' | 'csv'): Promise<void> {
  const parts: string[] = [];
  for await (const part of peopleParts(store, format)) parts.push(part);
  const type = { vcf: 'text/vcard', csv: 'text/csv' }[format];
  saveAs(`larder-people-${timeOf(store).slice(0, 10)}.${format}`, parts, `${type};charset=utf-8`);
}
