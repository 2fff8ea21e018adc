/** Mail templates: texts that recipes send by name, one file each, `mail-templates/<id>.yaml`. */
import { slugSchema } from '../../shared/model/record.ts';
import type { RecipeProblem } from './recipe.ts';
import { checkTextAt } from './names.ts';
import { mailTemplateSchema } from './schema.ts';
import { createReport, describe } from './shape-problems.ts';
import { readYaml } from './yaml-source.ts';

export interface MailTemplate {
  id: string;
  title: string;
  about: string;
  /** A Liquid text. */
  subject: string;
  /** A Liquid text. */
  text: string;
}

/** Reads a template with every problem at once. @param id the file name without `.yaml` */
export function parseMailTemplate(
  text: string,
  id: string,
): { template: MailTemplate } | { problems: RecipeProblem[] } {
  const report = createReport(readYaml(text, 'a mail template'));
  const { source } = report;
  if (source.broken || source.value === null) return { problems: report.problems };
  if (!slugSchema.safeParse(id).success) {
    report.add([], `the file name "${id}" is no id`, { hint: 'lower-case letters and digits, joined by "-"' });
  }
  const template = report.check(mailTemplateSchema, source.value, []);
  if (typeof source.value === 'object' && source.value !== null && !Array.isArray(source.value)) {
    for (const [name, part] of Object.entries(source.value)) {
      if ((name === 'subject' || name === 'text') && typeof part === 'string')
        checkTextAt(report, [name], part, { inputs: undefined, inRun: true });
    }
  } else report.add([], `expected a mapping with title, about, subject and text, found ${describe(source.value)}`);
  return template === undefined || report.problems.length > 0
    ? { problems: report.problems }
    : { template: { id, ...template } };
}
