/** What each column of a table is: a guess, with the first values to judge it by. */
import { columnKinds, type ColumnKind } from '../../../shared/reading/csv-columns.ts';
import type { ContactsTable } from '../../../shared/reading/contacts-file.ts';
import { t } from '../../locales/text.ts';

interface Props {
  table: ContactsTable;
  onChange: (columns: ColumnKind[]) => void;
}

export function ImportColumns({ table: { header, columns, rows }, onChange }: Props) {
  const words = (kind: ColumnKind) =>
    kind === '' ? t.importing.leaveOut : (t.importing.kinds[kind] ?? t.fields[kind]);
  const example = (at: number) => rows.map(({ cells }) => cells[at] ?? '').find((cell) => cell !== '') ?? '';
  return (
    <fieldset class="import-columns">
      <legend>{t.importing.columns}</legend>
      {header.map((title, at) => (
        <label key={at} class="row">
          <span class="grow">
            <span class="block cut" dir="auto">
              {title || t.importing.column(at + 1)}
            </span>
            <span class="block cut soft small-text" dir="auto">
              {example(at)}
            </span>
          </span>
          <select
            data-column={title}
            value={columns[at]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              const kind = columnKinds.find((each) => each === value) ?? '';
              onChange(header.map((_, place) => (place === at ? kind : (columns[place] ?? ''))));
            }}
          >
            {columnKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words(kind)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
