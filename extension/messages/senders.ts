/** Who may send. Only contexts of this very extension are heard, and scripts in pages send nothing but news over their port. */

/** What a browser says about a sender. */
export interface Sender {
  id?: string;
  url?: string;
  tab?: { id?: number };
}

/**
 * Whether a sender is one of our own pages or our background, and not a script in somebody's page.
 * @param own.root `chrome-extension://…/`; not compared as an origin, which browsers give as "null" for such addresses
 */
export function isOwnPage(sender: Sender, own: { id: string; root: string }): boolean {
  if (sender.id !== own.id) return false;
  if (sender.tab === undefined && sender.url === undefined) return true;
  return sender.url?.startsWith(own.root) === true;
}
