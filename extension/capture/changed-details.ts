/** What a mail's signature or a page says about somebody known, and the store says otherwise: suggested, never written over. */
import type { DraftContact, DraftField } from '../../shared/model/draft.ts';
import { wallOf } from '../../shared/model/hybrid-clock.ts';
import { splitPath, type FieldPath, type RecordState } from '../../shared/model/record.ts';
import { foldText } from '../../shared/reading/evidence.ts';
import { prepareValue } from '../../shared/reading/matching/field-values.ts';

export interface ChangedDetail {
  /** `title`, `companyName`, or the number's own path below `phones/`. */
  path: FieldPath;
  from: string;
  to: string;
  evidence: DraftField['evidence'];
}

/** Guesses are no news. */
const SURE_ENOUGH = 0.6;

/**
 * @param messageAt when the message was written, in ISO 8601; unknown for a page
 */
export function changedDetails(
  person: DraftContact,
  stored: RecordState,
  messageAt: string | undefined,
): ChangedDetail[] {
  return person.fields.flatMap(({ path, value, evidence }): ChangedDetail[] => {
    const { field, key } = splitPath(path);
    const [at, to] = field === 'phones' ? [firstPhone(stored), key] : [path, value];
    if (!['title', 'companyName', 'phones'].includes(field) || at === undefined || typeof to !== 'string') return [];
    const from = field === 'phones' ? splitPath(at).key : stored.values[at];
    if (typeof from !== 'string' || (stored.values[path] !== undefined && field === 'phones')) return [];
    if ((evidence[0]?.confidence ?? 0) < SURE_ENOUGH || isSame(field, from, to)) return [];
    // What a person typed stands against every page, and against mail that was written before.
    if (isTyped(stored, at) && !(messageAt !== undefined && Date.parse(messageAt) > wallOf(stored.stamps[at] ?? '')))
      return [];
    return [{ path, from, to: to.slice(0, 500), evidence }];
  });
}

const firstPhone = ({ values }: RecordState): FieldPath | undefined =>
  Object.keys(values)
    .sort()
    .find((path) => path.startsWith('phones/') && values[path] !== null);

function isSame(field: string, one: string, other: string): boolean {
  if (field === 'title') return foldText(one) === foldText(other);
  const kind = field === 'phones' ? 'phone' : 'company';
  return prepareValue(kind, one)?.compact === prepareValue(kind, other)?.compact;
}

function isTyped({ values }: RecordState, path: FieldPath): boolean {
  const evidence = values[`evidence/${path}`];
  return !Array.isArray(evidence) || JSON.stringify(evidence).includes('"typed-by-hand"');
}
