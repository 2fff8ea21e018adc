/** Site templates: in the order in which they are tried, each with its switch and whether it still reads its own test page. */
import { useState } from 'preact/hooks';
import { passesOwnTest } from '../../../shared/reading/template-test.ts';
import { parseTemplates, writeTemplates, type TemplateProblem } from '../../../shared/reading/site-template.ts';
import { t } from '../../locales/text.ts';
import { parseInert } from '../../sites/parse-inert.ts';
import { addTemplates, templateRows } from '../../store/templates.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { Part } from './part.tsx';
import { saveAs } from './save-as.ts';
import { TemplateLine } from './template-line.tsx';

export function Templates() {
  const store = useStore();
  const rows = useLive(
    async (live) =>
      (await templateRows(live)).map((row) => ({ ...row, passes: passesOwnTest(row.template, parseInert) })),
    [],
  );
  const [problems, setProblems] = useState<readonly TemplateProblem[]>([]);
  const [said, setSaid] = useState<string>();
  const importFile = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = parseTemplates(await file.text());
    setSaid(undefined);
    setProblems('problems' in read ? read.problems : []);
    if (!('templates' in read)) return;
    await addTemplates(store, read.templates, 'last');
    setSaid(t.templates.imported(read.templates.length));
  };
  return (
    <Part id="templates" title={t.templates.title} about={t.templates.about}>
      {rows?.length === 0 && <p class="soft">{t.templates.none}</p>}
      <ol class="list">
        {rows?.map((row, at) => (
          <TemplateLine key={row.id} row={row} isFirst={at === 0} isLast={at === rows.length - 1} />
        ))}
      </ol>
      <div class="row wrap">
        <button
          class="small"
          disabled={rows === undefined || rows.length === 0}
          onClick={() =>
            saveAs('larder-templates.json', [writeTemplates((rows ?? []).map(({ template }) => template))])
          }
        >
          {t.templates.export}
        </button>
        <label class="row import-line">
          <span>{t.templates.import}</span>
          <input
            type="file"
            accept="application/json,.json"
            onChange={(event) => {
              const input = event.currentTarget;
              importFile(input.files?.[0])
                .catch((error: unknown) => setProblems([{ path: '', message: String(error) }]))
                .finally(() => (input.value = ''));
            }}
          />
        </label>
      </div>
      {said !== undefined && <p role="status">{said}</p>}
      {problems.length > 0 && (
        <div role="alert" class="bad">
          <p>{t.templates.notImported(problems.length)}</p>
          <ul>
            {problems.map(({ path, message }) => (
              <li key={path + message} class="small-text" data-problem={path}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Part>
  );
}
