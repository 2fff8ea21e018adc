/** Everything as one file. */
import { useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { exportParts } from '../../store/export.ts';
import { timeOf, type Store } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { Part } from './part.tsx';
import { saveAs } from './save-as.ts';

export function ExportData() {
  const store = useStore();
  const [isDone, setDone] = useState(false);
  return (
    <Part id="export" title={t.options.export} about={t.options.exportAbout}>
      <div class="row">
        <button
          onClick={() => {
            saveFile(store).then(() => setDone(true), reportError);
          }}
        >
          {t.options.exportButton}
        </button>
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
