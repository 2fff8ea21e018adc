/** Importing people from a file: what its columns are, who in it is new, and one click to take it all back. */
import { useRef, useState } from 'preact/hooks';
import type { DraftContact } from '../../../shared/model/draft.ts';
import type { ColumnKind } from '../../../shared/reading/csv-columns.ts';
import {
  isVCardFile,
  readCards,
  readRows,
  readTable,
  type ContactsRead,
  type ContactsTable,
} from '../../../shared/reading/contacts-file.ts';
import { t } from '../../locales/text.ts';
import { importContacts, sortImport, takeImportBack } from '../../store/import-contacts.ts';
import type { ManySaved } from '../../store/save-many.ts';
import { timeOf } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportPreview } from './import-preview.tsx';
import { Part } from './part.tsx';

/** What is read at once; a larger file is no address book. */
const BYTES_MAX = 50_000_000;

/** A file that was read, and who in it is new. */
export interface Sorted extends ContactsRead {
  fresh: DraftContact[];
  known: number;
}
type Phase =
  | { kind: 'idle'; problem?: string }
  | { kind: 'busy'; doing: 'reading' | 'importing' | 'undoing'; done: number; of: number }
  | { kind: 'preview'; file: string; table?: ContactsTable; sorted: Sorted }
  | { kind: 'done'; saved: ManySaved; left: number; takenBack?: number };

const rest = () => new Promise<void>((resolve) => setTimeout(resolve));

export function ImportPeople() {
  const store = useStore();
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' });
  const stop = useRef(new AbortController());
  const fail = (error: unknown) => setPhase({ kind: 'idle', problem: String(error) });

  const sort = async (file: string, read: ContactsRead, table?: ContactsTable) => {
    const { signal } = stop.current;
    const onProgress = (done: number) =>
      setPhase({ kind: 'busy', doing: 'reading', done, of: Math.max(read.people.length, 1) });
    const sorted = { ...read, ...(await sortImport(store, read.people, { onProgress, signal })) };
    setPhase(signal.aborted ? { kind: 'idle' } : { kind: 'preview', file, table, sorted });
  };
  const begin = (doing: 'reading' | 'importing' | 'undoing', of: number) => {
    stop.current = new AbortController();
    setPhase({ kind: 'busy', doing, done: 0, of: Math.max(of, 1) });
    return {
      signal: stop.current.signal,
      onProgress: (done: number) => setPhase({ kind: 'busy', doing, done, of: Math.max(of, 1) }),
    };
  };
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > BYTES_MAX) return fail(t.importing.tooLarge);
    begin('reading', 1);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const reading = { at: timeOf(store), url: '' };
    if (isVCardFile(text)) return sort(file.name, await readCards(bytes, reading, rest));
    const table = readTable(text);
    await sort(file.name, await readRows(table, table.columns, reading, rest), table);
  };
  const changeColumns = async (file: string, table: ContactsTable, columns: ColumnKind[]) => {
    begin('reading', table.rows.length);
    const changed = { ...table, columns };
    await sort(file, await readRows(changed, columns, { at: timeOf(store), url: '' }, rest), changed);
  };
  const save = async ({ fresh }: Sorted) => {
    const saved = await importContacts(store, fresh, begin('importing', fresh.length));
    const left = fresh.length - saved.made.length - saved.known - saved.failed.length;
    setPhase({ kind: 'done', saved, left });
  };
  const undo = async (done: Extract<Phase, { kind: 'done' }>) => {
    const takenBack = await takeImportBack(store, done.saved.made, begin('undoing', done.saved.made.length));
    setPhase({ ...done, takenBack });
  };

  return (
    <Part id="import" title={t.importing.title} about={t.importing.about}>
      {phase.kind === 'busy' && (
        <div class="row wrap" data-import={phase.doing}>
          <progress class="grow" max={phase.of} value={phase.done} aria-label={t.importing[phase.doing]} />
          <span class="small-text" role="status">
            {t.importing[phase.doing]} {t.importing.progress(phase.done, phase.of)}
          </span>
          {phase.doing !== 'undoing' && <button onClick={() => stop.current.abort()}>{t.actions.cancel}</button>}
        </div>
      )}
      {phase.kind === 'preview' && (
        <>
          {phase.table !== undefined && (
            <ImportColumns
              table={phase.table}
              onChange={(columns) => {
                if (phase.table !== undefined) changeColumns(phase.file, phase.table, columns).catch(fail);
              }}
            />
          )}
          <ImportPreview
            file={phase.file}
            sorted={phase.sorted}
            isTable={phase.table !== undefined}
            brokenFrom={phase.table?.brokenFrom}
          />
          <div class="row wrap">
            <button
              class="primary"
              data-action="import"
              disabled={phase.sorted.fresh.length === 0}
              onClick={() => save(phase.sorted).catch(fail)}
            >
              {t.importing.import(phase.sorted.fresh.length)}
            </button>
            <button onClick={() => setPhase({ kind: 'idle' })}>{t.actions.cancel}</button>
          </div>
        </>
      )}
      {phase.kind === 'done' && (
        <Notice alert>
          <p data-imported={phase.saved.made.length}>
            {phase.takenBack === undefined ? t.many.saved(phase.saved.made.length) : t.many.takenBack(phase.takenBack)}
          </p>
          {phase.saved.known > 0 && <p>{t.many.wereKnown(phase.saved.known)}</p>}
          {phase.left > 0 && <p>{t.many.stopped(phase.left)}</p>}
          {phase.saved.failed.slice(0, 20).map(({ key, why }) => (
            <p key={key} class="bad">
              {key}: {why}
            </p>
          ))}
          {phase.takenBack === undefined && phase.saved.made.length > 0 && (
            <button class="small" data-action="undo-import" onClick={() => undo(phase).catch(fail)}>
              {t.actions.undo}
            </button>
          )}
        </Notice>
      )}
      {phase.kind === 'idle' && phase.problem !== undefined && (
        <Notice tone="bad" alert>
          {phase.problem}
        </Notice>
      )}
      {(phase.kind === 'idle' || phase.kind === 'done') && (
        <label class="row wrap import-line">
          <span>{t.importing.choose}</span>
          <input
            type="file"
            name="contacts"
            accept=".csv,.vcf,.txt,text/csv,text/vcard"
            onChange={(event) => {
              const input = event.currentTarget;
              open(input.files?.[0])
                .catch(fail)
                .finally(() => (input.value = ''));
            }}
          />
        </label>
      )}
    </Part>
  );
}
