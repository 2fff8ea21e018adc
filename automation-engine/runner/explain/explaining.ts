/** What explanations are made of. */
import type { Cap } from '../../campaigns/read-caps.ts';
import type { Core } from '../../core.ts';
import type { Blocks } from '../../recipe-language/blocks.ts';
import type { Found } from '../../recipe-language/library.ts';
import type { Memberships } from '../../schedule/segments.ts';

export interface Explaining {
  core: Core;
  blocks: Blocks;
  find(recipeId: string): Found | undefined;
  ownerZone: string;
  segments: Memberships;
  holidays?: readonly string[];
  caps?: readonly Cap[];
}
