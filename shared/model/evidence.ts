/** Where a value came from. Every captured field carries its evidence, and the person sees it before saving. */
import { z } from 'zod';
import { timeSchema } from './record.ts';

/** The kinds of source, the most trustworthy first. */
export const evidenceSources = [
  'typed-by-hand',
  'raw-header',
  'vcard',
  'imported-file',
  'json-ld',
  'microdata',
  'rdfa',
  'h-card',
  'site-template',
  'mailto-link',
  'tel-link',
  'webmail-page',
  'signature-line',
  'selection',
  'visible-text',
  'page-address',
] as const;

export const evidenceSchema = z.object({
  source: z.enum(evidenceSources),
  /** The page it was read from; a webmail's own address for a message. */
  url: z.string().max(2_000).optional(),
  at: timeSchema,
  /** The words it was read from, at most 300 characters. */
  snippet: z.string().max(300).optional(),
  /** How sure the reader is: 0 (a guess) to 1 (stated by the sender or a machine-readable field). */
  confidence: z.number().min(0).max(1),
});
export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidenceSource = Evidence['source'];
