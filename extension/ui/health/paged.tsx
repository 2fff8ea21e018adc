/** A list that the engine tells page by page. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import type { Connection } from '../../sync/ask-engine.ts';
import { EngineNeeded } from '../parts/engine-needed.tsx';
import { useAnswer, useDeed, type Engine } from '../parts/use-engine.ts';

interface Page<T> {
  rows: readonly T[];
  next?: string | undefined;
}

export function Paged<T extends { id: string }>(props: {
  name: string;
  engine: Engine;
  ask: (connection: Connection, after?: string) => Promise<Page<T>>;
  /** @param again asks anew, from the beginning */
  row: (one: T, again: () => Promise<void>) => ComponentChildren;
}) {
  const { name, engine, ask, row } = props;
  const { title, about, none } = t.needs.lists[name as keyof typeof t.needs.lists];
  return (
    <section class="section" aria-label={title} data-health={name}>
      <h2>{title}</h2>
      <p class="soft small-text">{about}</p>
      <Pages engine={engine} inputs={[name]} none={none} ask={ask} row={row} />
    </section>
  );
}

/** The rows alone. */
export function Pages<T extends { id: string }>(props: {
  engine: Engine;
  /** What the list depends on. */
  inputs: readonly unknown[];
  /** What to say when there are none. */
  none: string;
  ask: (connection: Connection, after?: string) => Promise<Page<T>>;
  row: (one: T, again: () => Promise<void>) => ComponentChildren;
}) {
  const { engine, inputs, none, ask, row } = props;
  const first = useAnswer(engine, (connection) => ask(connection), inputs);
  const [more, setMore] = useState<Page<T>>({ rows: [] });
  const { isBusy, run } = useDeed();
  useEffect(() => setMore({ rows: [] }), [first.value]);
  return (
    <EngineNeeded engine={engine} answer={first}>
      {(page) => {
        const rows = [...page.rows, ...more.rows];
        const next = more.rows.length === 0 ? page.next : more.next;
        return (
          <>
            {rows.length === 0 && <p role="status">{none}</p>}
            <ul class="list">{rows.map((one) => row(one, first.again))}</ul>
            {next !== undefined && (
              <button
                class="small"
                disabled={isBusy}
                onClick={() =>
                  void run(async () => {
                    if (engine.connection === undefined) return;
                    const found = await ask(engine.connection, next);
                    setMore({ rows: [...more.rows, ...found.rows], next: found.next });
                  })
                }
              >
                {t.person.more}
              </button>
            )}
          </>
        );
      }}
    </EngineNeeded>
  );
}
