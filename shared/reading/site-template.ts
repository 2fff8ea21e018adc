/**
 * Site templates: how to read the people of one kind of page, as data. Made by pointing at fields (teach mode), kept and shared as JSON,
 * and never more than selectors, filters of a closed list and patterns of addresses: nothing in a template runs.
 */
import { z } from 'zod';
import { problemWithPattern } from './address-pattern.ts';
import { parseSelector, SELECTOR_MAX } from './selector.ts';
import { problemWithFilter } from './template-filters.ts';

/** The fields of a contact that a template can read. `emails`, `phones` and `links` take all values that are found. */
export const templateFields = [
  'name',
  'givenName',
  'familyName',
  'title',
  'companyName',
  'emails',
  'phones',
  'links',
  'address',
] as const;
export type TemplateField = (typeof templateFields)[number];

const checked = (max: number, problemWith: (text: string) => string | undefined) =>
  z
    .string()
    .min(1)
    .max(max)
    .superRefine((text, context) => {
      const problem = problemWith(text);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });
const selectorText = checked(SELECTOR_MAX, (text) => {
  const parsed = parseSelector(text);
  return typeof parsed === 'string' ? parsed : undefined;
});
/** The first that finds something counts. */
const selectors = z.array(selectorText).min(1).max(8);

/** One thing that must be so of a page: exactly one of the keys. */
const conditionSchema = z
  .strictObject({
    /** `globex.example/team/*` */
    address: checked(300, problemWithPattern).optional(),
    /** A type of schema.org that the page's own data names: `Person`. */
    schemaType: z
      .string()
      .regex(/^[A-Za-z]{1,60}$/u, 'a type of schema.org, such as Person')
      .optional(),
    /** An element that the page has. */
    selector: selectorText.optional(),
  })
  .refine((condition) => Object.values(condition).filter((value) => value !== undefined).length === 1, {
    message: 'say one of address, schemaType and selector',
  });
export type TemplateCondition = z.infer<typeof conditionSchema>;

const fieldSchema = z.strictObject({
  field: z.enum(templateFields),
  from: selectors,
  /** The attribute to read; the text when there is none. */
  attribute: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,60}$/u, 'the name of an attribute')
    .optional(),
  filters: z.array(checked(120, problemWithFilter)).max(8).default([]),
});
export type FieldRule = z.infer<typeof fieldSchema>;

export const siteTemplateSchema = z
  .strictObject({
    version: z.literal(1),
    id: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'lower-case letters and digits, joined by "-"')
      .max(64),
    title: z.string().trim().min(1).max(100),
    /** The template is for pages for which all conditions of any one group hold. */
    match: z
      .array(z.strictObject({ all: z.array(conditionSchema).min(1).max(10) }))
      .min(1)
      .max(10),
    fields: z.array(fieldSchema).min(1).max(20),
    /** For pages with many people: one contact for each block, in which the fields' selectors then begin. */
    list: z.strictObject({ block: selectors }).optional(),
    /** The page it was made from, without anything that a person wrote, and what it read there. */
    test: z
      .strictObject({
        url: z.url().max(2_000),
        html: z.string().max(400_000),
        expected: z.array(z.partialRecord(z.enum(templateFields), z.array(z.string().max(2_000)).max(50))).max(20),
      })
      .optional(),
  })
  .superRefine(({ fields }, context) => {
    fields.forEach(({ field }, at) => {
      if (fields.findIndex((each) => each.field === field) !== at)
        context.addIssue({ code: 'custom', path: ['fields', at, 'field'], message: `"${field}" is there twice` });
    });
  });
export type SiteTemplate = z.infer<typeof siteTemplateSchema>;

/** The file in which templates travel. */
const fileSchema = z
  .strictObject({
    format: z.literal('larder/site-templates'),
    version: z.literal(1),
    templates: z.array(siteTemplateSchema).min(1).max(200),
  })
  .superRefine(({ templates }, context) => {
    templates.forEach(({ id }, at) => {
      if (templates.findIndex((each) => each.id === id) !== at)
        context.addIssue({ code: 'custom', path: ['templates', at, 'id'], message: `"${id}" is there twice` });
    });
  });

export interface TemplateProblem {
  /** `templates[0].fields[1].from[0]` */
  path: string;
  message: string;
}

/** Reads a file of templates; when anything in it is wrong, everything that is wrong. */
export function parseTemplates(text: string): { templates: SiteTemplate[] } | { problems: TemplateProblem[] } {
  if (text.length > 20_000_000) return { problems: [{ path: '', message: 'the file is larger than 20 MB' }] };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problems: [{ path: '', message: `this is no JSON: ${error instanceof Error ? error.message : ''}` }] };
  }
  const parsed = fileSchema.safeParse(data);
  if (parsed.success) return { templates: parsed.data.templates };
  return { problems: parsed.error.issues.map(({ path, message }) => ({ path: pathText(path), message })) };
}

export const writeTemplates = (templates: readonly SiteTemplate[]): string =>
  `${JSON.stringify({ format: 'larder/site-templates', version: 1, templates }, null, 2)}\n`;

const pathText = (path: readonly PropertyKey[]) =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./u, '');
