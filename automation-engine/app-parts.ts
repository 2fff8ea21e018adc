/** What the routes are handed: the core, and the parts of the engine that they show. */
import type { Hono } from 'hono';
import type { Id } from '../shared/model/ids.ts';
import type { FieldValue } from '../shared/model/record.ts';
import type { RecipeSummary, Role, DraftDecision } from '../shared/model/wire.ts';
import type { Core } from './core.ts';
import type { InputProblem } from './recipe-language/check-inputs.ts';
import type { Looked } from './runner/simulation/background.ts';
import type { Desk } from './runner/desk.ts';
import type { Doors } from './runner/doors.ts';
import type { EnrolmentDesk } from './runner/enrolment/desk.ts';
import type { Person } from './runner/person.ts';

/** The recipe library, as far as devices see it. */
export interface RecipeShelf {
  list(): readonly RecipeSummary[] | Promise<readonly RecipeSummary[]>;
  setEnabled(id: string, enabled: boolean, by?: { name: string }): Promise<unknown>;
  /** Sets values of a recipe's inputs, or tells every problem that they have. */
  setInputs(id: string, given: Record<string, FieldValue>): Promise<{ problems: readonly InputProblem[] }>;
}

/** `isBusy`: it may be begun later. */
type Begun = { id: string } | { refused: string; isBusy?: true } | { missing: string };

export interface SimulationDesk {
  look(id: string): Looked | undefined | Promise<Looked | undefined>;
  end(id: string): Promise<boolean>;
  begin(recipeId: string, asked: { days: number; inputs: Record<string, FieldValue> }): Begun | Promise<Begun>;
}

export interface AppParts {
  core: Core;
  library: RecipeShelf;
  version: string;
  /** SHA-256 in hex of the command line's token: see pairing/control-file.ts. */
  controlTokenHash: string;
  /** The values of the Host header that are ours, in lower case: they are known only once the engine listens. */
  ownHosts(): ReadonlySet<string>;
  /** Starts a recipe by hand: see runner/request-run.ts. */
  requestRun?(recipeId: string, contactId?: string): Promise<{ runId: string } | { refused: string }>;
  /** Begins or drops held runs: see runner/blast-radius.ts. */
  decideHeld(recipeId: string, decision: 'release' | 'drop'): Promise<number>;
  /** Recipes tried on the past: see runner/simulation/. */
  simulations?: SimulationDesk;
  /** Recipes switched on for those who match already: see runner/enrolment/. */
  enrolments?(): Promise<EnrolmentDesk>;
  /** Sends a draft, or does not: see campaigns/drafts.ts. */
  decideDraft?(draftId: string, decision: DraftDecision, by: Person): Promise<boolean>;
  /** What people ask about runs and recipes, and do with them. */
  desk?(): Promise<Desk>;
  /** What recipes offer to the world: see runner/doors.ts. */
  doors?(): Promise<Doors>;
  /** What the keys of webhooks are made of: see guards/hook-key.ts. */
  hookSecret?(): Promise<string>;
  /** Ends streams and refuses new requests. */
  stopping: AbortSignal;
  /** More pages for a browser, open to this machine without a token: the demo's. */
  pages?: Hono;
}

/** Who makes a request, once its token was checked. */
export interface Caller {
  /** The engine's own id for the command line. */
  deviceId: Id;
  role: Role;
}

/** What Hono carries along with a request. */
export interface AppEnv {
  Variables: { requestId: string; caller: Caller };
}
