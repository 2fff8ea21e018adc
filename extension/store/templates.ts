/** Site templates that this person taught or imported, in the order in which they are tried. They stay on the device. */
import type { SiteTemplate } from '../../shared/reading/site-template.ts';
import type { Store } from './store.ts';

export interface TemplateRow {
  id: string;
  /** Smaller ones are tried first; with gaps, and below zero. */
  order: number;
  isOn: boolean;
  template: SiteTemplate;
}

/** All of them, in order. */
export const templateRows = (store: Store): Promise<TemplateRow[]> => store.db.templates.orderBy('order').toArray();

/** Those that are on, in order. */
export const templatesInUse = async (store: Store): Promise<SiteTemplate[]> =>
  (await templateRows(store)).filter(({ isOn }) => isOn).map(({ template }) => template);

/**
 * Adds templates; one whose id is taken gets another, so that nothing is replaced.
 * @param place what was taught just now comes first, what was imported last
 */
export async function addTemplates(
  store: Store,
  added: readonly SiteTemplate[],
  place: 'first' | 'last',
): Promise<void> {
  const { db } = store;
  await db.transaction('rw', db.templates, async () => {
    const rows = await templateRows(store);
    const taken = new Set(rows.map(({ id }) => id));
    const start = place === 'first' ? (rows[0]?.order ?? 0) - added.length : (rows.at(-1)?.order ?? -1) + 1;
    for (const [at, template] of added.entries()) {
      const id = freeId(template.id, taken);
      taken.add(id);
      await db.templates.add({ id, order: start + at, isOn: true, template: { ...template, id } });
    }
  });
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 2, id = wanted; ; n++) {
    if (!taken.has(id)) return id;
    id = `${wanted.slice(0, 55)}-${n}`;
  }
}

export const switchTemplate = (store: Store, id: string, isOn: boolean) => store.db.templates.update(id, { isOn });
export const deleteTemplate = (store: Store, id: string) => store.db.templates.delete(id);

/** An empty title changes nothing. */
export async function renameTemplate(store: Store, id: string, title: string): Promise<void> {
  const text = title.trim().slice(0, 100);
  if (text === '') return;
  await store.db.templates
    .where('id')
    .equals(id)
    .modify((row) => {
      row.template = { ...row.template, title: text };
    });
}

/** Moves a template one place up or down. */
export async function moveTemplate(store: Store, id: string, by: -1 | 1): Promise<void> {
  const { db } = store;
  await db.transaction('rw', db.templates, async () => {
    const rows = await templateRows(store);
    const at = rows.findIndex((row) => row.id === id);
    const [row, other] = [rows[at], rows[at + by]];
    if (row === undefined || other === undefined) return;
    await db.templates.bulkPut([
      { ...row, order: other.order },
      { ...other, order: row.order },
    ]);
  });
}
