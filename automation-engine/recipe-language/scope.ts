/**
 * What conditions and texts can see: plain data, by name. Records are flattened for people who write recipes: `contact.tags` is a
 * list of slugs, `contact.email` the primary address, text that nobody filled in is "".
 */
export type ScopeValue = string | number | boolean | null | ScopeValue[] | { [name: string]: ScopeValue };

export interface Scope {
  /** `contact`, `company`, `interaction`, `task`, `note`, `deal`, `event`, `inputs`, `entry`, `run`, `now`: those that are there. */
  [name: string]: ScopeValue;
}
