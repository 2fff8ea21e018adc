/** Where `wxt build` puts the extension for Chrome. */
import { join } from 'node:path';

export const EXTENSION_FOLDER = join(import.meta.dirname, '..', '..', '.output', 'chrome-mv3');
