/** Why a mutation was not applied, for the person at the device to read. */

export interface RefusalIssue {
  path: string;
  message: string;
}

/** Thrown before anything is written, so that the transaction it is thrown in may go on with the next mutation. */
export class MutationRefused extends Error {
  override readonly name = 'MutationRefused';
  readonly issues: RefusalIssue[];

  constructor(reason: string, issues: RefusalIssue[] = []) {
    super(reason);
    this.issues = issues;
  }
}
