/** Reads steps that have steps inside them: if, choose, split, repeat. */
import { checkCondition, checkExpression } from './names.ts';
import { isMapping, namesInRun, type ParseContext, type ReadList } from './parse-context.ts';
import type { Step } from './recipe.ts';
import { chooseSchema, ifSchema, repeatSchema, splitSchema } from './schema.ts';
import type { Path } from './yaml-source.ts';

type Mapping = Record<string, unknown>;

export function readIf(context: ParseContext, value: Mapping, path: Path, readList: ReadList): Step | undefined {
  const step = context.report.check(ifSchema, value, path);
  checkIf(context, value, path);
  const branch = (name: 'then' | 'else') => readList(context, value[name], [...path, name]);
  const branches = { then: branch('then'), else: branch('else') };
  return step && { type: 'if', condition: step.if, ...branches };
}

function checkIf(context: ParseContext, { if: condition }: Mapping, path: Path): void {
  if (typeof condition === 'string') checkCondition(context.report, [...path, 'if'], condition, namesInRun(context));
}

/** The mappings of a list; what else stands in it was reported with its shape. */
const mappingsIn = (list: unknown): { value: Mapping; at: number }[] =>
  (Array.isArray(list) ? list : []).flatMap((value: unknown, at) => (isMapping(value) ? [{ value, at }] : []));

export function readChoose(context: ParseContext, value: Mapping, path: Path, readList: ReadList): Step | undefined {
  const step = context.report.check(chooseSchema, value, path);
  const cases = mappingsIn(value['choose']).map(({ value: one, at }) => {
    const place = [...path, 'choose', at];
    checkIf(context, one, place);
    return { condition: String(one['if']), then: readList(context, one['then'], [...place, 'then']) };
  });
  const otherwise = readList(context, value['else'], [...path, 'else']);
  return step && { type: 'choose', cases, else: otherwise };
}

export function readSplit(context: ParseContext, value: Mapping, path: Path, readList: ReadList): Step | undefined {
  const { report } = context;
  const step = report.check(splitSchema, value, path);
  const lists = mappingsIn(value['split']).map(({ value: way, at }) =>
    readList(context, way['then'], [...path, 'split', at, 'then']),
  );
  const labels = new Set<string>();
  for (const [at, { label }] of (step?.split ?? []).entries()) {
    if (labels.has(label))
      report.add([...path, 'split', at, 'label'], `two ways are called "${label}"`, {
        hint: 'results are told apart by it',
      });
    labels.add(label);
  }
  return (
    step && {
      type: 'split',
      ways: step.split.map(({ label, weight }, at) => ({ label, weight, then: lists[at] ?? [] })),
    }
  );
}

export function readRepeat(context: ParseContext, value: Mapping, path: Path, readList: ReadList): Step | undefined {
  const { report } = context;
  const step = report.check(repeatSchema, value, path);
  if (step !== undefined) {
    checkExpression(report, [...path, 'repeat'], step.repeat, namesInRun(context), 'list');
    const isTaken = isReserved(step.as) || context.entries.includes(step.as);
    if (isTaken) report.add([...path, 'as'], `"${step.as}" means something else here`, { hint: 'as: entry' });
  }
  const as = typeof value['as'] === 'string' ? value['as'] : 'item';
  const inner = { ...context, entries: [...context.entries, as] };
  const steps = readList(inner, value['steps'], [...path, 'steps']);
  return step && { type: 'repeat', list: step.repeat, as: step.as, max: step.max, steps };
}

/** Names that conditions have everywhere; those of CEL itself too. */
const isReserved = (name: string): boolean => RESERVED.has(name);
const RESERVED: ReadonlySet<string> = new Set(
  (
    'contact company interaction task note deal event inputs now entry run steps forloop true false null in as break const ' +
    'continue else for function if import let loop package namespace return var void while bool bytes double int list map string type uint'
  ).split(' '),
);
