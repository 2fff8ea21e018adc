/**
 * Texts: Liquid templates over a scope, with a fixed set of filters and tags, no files, and limits on length, work and memory.
 *
 * A field that nobody filled in is "" (see scope.ts) and renders as nothing. Something that is not there at all, such as a deal where there
 * is none, is a problem: a mail with a hole in it must not leave. `{{ deal.title | default: "our talk" }}` says what to write instead.
 */
import { Liquid, type Template } from 'liquidjs';
import type { FieldValue } from '../../shared/model/record.ts';
import type { Scope } from './scope.ts';
import { filters, keptFilters, keptTags } from './text-filters.ts';

export const TEXT_MAX = 20_000;
/** By the clock on the wall: a busy machine must not fail a text that is well. */
const RENDER_MS_MAX = 1_000;
const MEMORY_MAX = 1_000_000;
/** Characters and outputs, also those that a capture keeps to itself: what goes on and on is ended long before its time is over. */
const WRITTEN_MAX = 5 * TEXT_MAX;
const CACHE_MAX = 1_000;

const noFiles = () => {
  throw new Error('a text cannot read files');
};

/** What an output tag writes: lists with commas, and never a whole record. */
function written(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => written(item)).join(', ');
  if (typeof value === 'object' && value !== null)
    throw new Error('a whole record cannot be written into a text: name one of its fields');
  return value === undefined || value === null ? '' : String(value);
}

/** Rendering is synchronous, so there is one at most. */
const output = { left: WRITTEN_MAX };

function writeOut(value: unknown): string {
  const text = written(value);
  output.left -= 1 + text.length;
  if (output.left < 0) throw new Error('the text became too long');
  return text;
}

const liquid = new Liquid({
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
  ownPropertyOnly: true,
  parseLimit: TEXT_MAX,
  renderLimit: RENDER_MS_MAX,
  memoryLimit: MEMORY_MAX,
  timezoneOffset: 0,
  locale: 'en-GB',
  dateFormat: '%Y-%m-%d',
  relativeReference: false,
  outputEscape: writeOut,
  fs: { exists: noFiles, existsSync: noFiles, readFile: noFiles, readFileSync: noFiles, resolve: noFiles },
});
for (const name of Object.keys(liquid.filters)) if (!keptFilters.has(name)) liquid.unregisterFilter(name);
for (const name of Object.keys(liquid.tags)) if (!keptTags.has(name)) delete liquid.tags[name];
for (const [name, filter] of Object.entries(filters(liquid.filters))) liquid.registerFilter(name, filter);

/** Why a text can't be used, and where in it (1-based). */
export interface TextProblem {
  problem: string;
  line?: number;
  column?: number;
}

export interface Text {
  /** The names it asks for, such as ["contact", "name"]. */
  names: string[][];
}

const parsed = new Map<string, Template[]>();

/** @throws what Liquid finds wrong */
function parseText(source: string): Template[] {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const templates = liquid.parse(source);
  if (parsed.size >= CACHE_MAX) parsed.clear();
  parsed.set(source, templates);
  return templates;
}

/** Checks a text without rendering it. */
export function checkText(source: string): { text: Text } | TextProblem {
  if (source.length > TEXT_MAX) return { problem: `the text has ${source.length} characters; ${TEXT_MAX} is the most` };
  try {
    const segments = liquid.globalVariableSegmentsSync(parseText(source));
    return {
      text: { names: segments.map((path) => path.flatMap((part) => (typeof part === 'string' ? [part] : []))) },
    };
  } catch (error) {
    return problemOf(error);
  }
}

/** Whether there is anything to render in it. */
export const isTemplate = (source: string): boolean => source.includes('{{') || source.includes('{%');

export function renderText(source: string, scope: Scope): { text: string } | { problem: string } {
  if (!isTemplate(source)) return { text: source };
  if (source.length > TEXT_MAX) return { problem: `the text has ${source.length} characters; ${TEXT_MAX} is the most` };
  try {
    output.left = WRITTEN_MAX;
    const text: unknown = liquid.renderSync(parseText(source), scope);
    if (typeof text !== 'string') return { problem: 'the text gave no text' };
    return text.length > TEXT_MAX
      ? { problem: `the text became ${text.length} characters long; ${TEXT_MAX} is the most` }
      : { text };
  } catch (error) {
    return { problem: problemOf(error).problem };
  }
}

const INPUT_REFERENCE = /^inputs\.([a-zA-Z]\w*)$/;

/** The input that a parameter stands for when it is written as `inputs.NAME`. */
export const inputNamed = (value: FieldValue | undefined): string | undefined =>
  typeof value === 'string' ? INPUT_REFERENCE.exec(value)?.[1] : undefined;

/**
 * The parameters of a step with inputs put in and texts rendered. What an input holds is data: it is not rendered, even where it looks
 * like a template.
 * @param texts the parameters that are Liquid texts
 */
export function fillParams(
  params: Record<string, FieldValue>,
  texts: readonly string[],
  scope: Scope,
  inputs: Record<string, FieldValue>,
): { params: Record<string, FieldValue> } | { problem: string; param: string } {
  const filled: Record<string, FieldValue> = {};
  for (const [param, value] of Object.entries(params)) {
    const name = inputNamed(value);
    if (name !== undefined) {
      if (!Object.hasOwn(inputs, name)) return { problem: `there is no input called ${name}`, param };
      filled[param] = inputs[name] ?? null;
    } else if (typeof value === 'string' && texts.includes(param)) {
      const rendered = renderText(value, scope);
      if ('problem' in rendered) return { problem: rendered.problem, param };
      filled[param] = rendered.text;
    } else filled[param] = value;
  }
  return { params: filled };
}

/** Liquid's messages with what they mean for the person; its own end in `, line:1, col:4`. */
function problemOf(error: unknown): TextProblem {
  if (error instanceof RangeError) return { problem: 'the text is nested too deeply or became too long' };
  if (!(error instanceof Error)) return { problem: 'this is no Liquid' };
  const place = /, line:(\d+), col:(\d+)$/.exec(error.message);
  const message = error.message
    .slice(0, place?.index)
    .replace(/^(?:ParseError|RenderError|TokenizationError|UndefinedVariableError): /, '');
  const problem = friendly(message);
  return place === null ? { problem } : { problem, line: Number(place[1]), column: Number(place[2]) };
}

function friendly(message: string): string {
  const missing = /^undefined variable: (.+)$/.exec(message)?.[1];
  if (missing !== undefined) return `there is no ${missing} here`;
  const filter = /^undefined filter: (\w+)/.exec(message)?.[1];
  if (filter !== undefined) return `there is no filter called ${filter}`;
  const tag = /^tag "?(\w+)"? not found/.exec(message)?.[1];
  if (tag !== undefined) return `there is no tag called ${tag}`;
  if (message === 'Invalid string length') return 'the text became too long';
  if (message.includes('limit exceeded')) return `the text takes too much work (${message})`;
  return message;
}
