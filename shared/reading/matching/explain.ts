/** Why two records are taken for one person, field by field, in words and with what each is worth. */
import {
  chanceAgreement,
  compareRows,
  fieldWeight,
  logOdds,
  logRelated,
  logShare,
  toProbability,
  type MatchModel,
} from './match-weights.ts';
import { DIFFERS, EQUAL, levels, MISSING, NEAR, SWAPPED, type Cell } from './match-fields.ts';
import type { Table } from './match-table.ts';

export interface Reason {
  /** The name of the field; `related` for what people who live or work together share. */
  field: string;
  level: (typeof levels)[number] | 'related';
  /** Doublings of the odds: above 0 for one person, below 0 for two. */
  bits: number;
  /** In English, such as: same surname, “solberg”, which about 1 in 2300 has. */
  says: string;
}

export interface Explanation {
  /** How likely both are one person, 0 to 1. */
  probability: number;
  /** The log-odds. */
  logit: number;
  /** The strongest first, for or against; fields in which one of the two has nothing are left out. */
  reasons: Reason[];
}

export function explainPair(model: MatchModel, table: Table, a: readonly Cell[], b: readonly Cell[]): Explanation {
  const found = new Int8Array(table.fields.length);
  compareRows(table.fields, a, b, found);
  const reasons: Reason[] = [];
  let strangers = 0;
  for (const [field, { name }] of table.fields.entries()) {
    const level = found[field] ?? MISSING;
    if (level === MISSING) continue;
    strangers += Math.log(chanceAgreement(model.u, table, field, level, a, b));
    reasons.push({
      field: name,
      level: levels[level] ?? 'differs',
      bits: toBits(fieldWeight(model, table, field, level, a, b)),
      says: inWords(model, table, field, level, a, b),
    });
  }
  const match = logShare(model.m, found, 0);
  const logit = logOdds(model, match, strangers, logRelated(model.relations, found, 0));
  const related = toBits(logit - logOdds(model, match, strangers, -Infinity));
  if (related <= -1) {
    const by = table.fields[strongestRelation(model, found)]?.name ?? 'something';
    reasons.push({
      field: 'related',
      level: 'related',
      bits: related,
      says: `people who share a ${by} share this much`,
    });
  }
  reasons.sort((one, other) => Math.abs(other.bits) - Math.abs(one.bits));
  return { probability: toProbability(logit), logit, reasons };
}

const toBits = (nats: number) => Math.round((nats / Math.LN2) * 10) / 10;

function strongestRelation({ relations }: MatchModel, found: Int8Array): number {
  const chances = relations.map(({ prior, shares }) => Math.log(prior) + logShare(shares, found, 0));
  return relations[chances.indexOf(Math.max(...chances))]?.by ?? -1;
}

function inWords(
  model: MatchModel,
  table: Table,
  field: number,
  level: number,
  a: readonly Cell[],
  b: readonly Cell[],
): string {
  const name = table.fields[field]?.name ?? '';
  const [one = '', other = ''] = [a, b].map((row) => row[field]?.[0]?.text);
  if (level === EQUAL) {
    const shared = a[field]?.find((value) => b[field]?.includes(value));
    const share = chanceAgreement(model.u, table, field, level, a, b);
    const rarity = share < 0.5 ? `, which about 1 in ${Math.round(1 / share)} has` : '';
    return `same ${name}, “${shared?.text ?? one}”${rarity}`;
  }
  if (level === SWAPPED) return `${name} stands in another field: “${one}”, “${other}”`;
  if (level === DIFFERS) return `another ${name}: “${one}”, “${other}”`;
  return `${level === NEAR ? 'nearly the same' : 'similar'} ${name}: “${one}”, “${other}”`;
}
