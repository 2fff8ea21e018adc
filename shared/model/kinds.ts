/** Every kind of record, in one place: the only list to extend when a kind is added. */
import { z } from 'zod';
import { company } from './company.ts';
import { contact } from './contact.ts';
import { deal } from './deal.ts';
import { interaction } from './interaction.ts';
import { note } from './note.ts';
import { notification } from './notification.ts';
import type { RecordOf } from './record.ts';
import { run } from './run.ts';
import { segment } from './segment.ts';
import { tag } from './tag.ts';
import { task } from './task.ts';

export const kinds = { contact, company, interaction, task, note, tag, deal, segment, run, notification };

export type Kind = keyof typeof kinds;
export type RecordByKind = { [K in Kind]: RecordOf<(typeof kinds)[K]> };
export type AnyRecord = RecordByKind[Kind];

export const kindSchema = z.enum([
  'contact',
  'company',
  'interaction',
  'task',
  'note',
  'tag',
  'deal',
  'segment',
  'run',
  'notification',
] satisfies Kind[]);
