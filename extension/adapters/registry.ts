/** All adapters, found by their files: one more adapter is one more file here, and nothing else. */
import type { Adapter } from '../capture/define-adapter.ts';
import type { NamedAdapter } from '../capture/read-page.ts';

const files = import.meta.glob<Adapter>(['./*.ts', '!./registry.ts'], { eager: true, import: 'default' });

/** In the order in which they are tried. */
export const adapters: readonly NamedAdapter[] = Object.entries(files)
  .map(([path, adapter]) => ({ id: path.replace(/^\.\/|\.ts$/gu, ''), adapter }))
  .toSorted((a, b) => a.adapter.order - b.adapter.order);
