/**
 * The tables of the engine's database, as Kysely types. JSON is kept as text, times as ISO 8601 text in UTC, yes and no as 1 and 0,
 * so that SQLite and PostgreSQL hold the same. Migrations make the tables; this file says what they are for.
 */
import type { Generated, Insertable, Selectable } from 'kysely';

/** Facts about this engine: `engine-id`, `last-stamp`, and while all recipes are stopped `all-stopped`. */
interface MetaTable {
  name: string;
  value: string;
}

/** Who may talk to the engine. Tokens are kept as SHA-256 only. */
interface DeviceTable {
  id: string;
  name: string;
  role: string;
  token_hash: string;
  /** The Origin that paired; requests with the token from another one are refused. Null for programs, which send none. */
  origin: string | null;
  paired_at: string;
  last_seen_at: string;
  revoked_at: string | null;
}

/** Codes that were shown to be typed into a device. */
interface PairingCodeTable {
  code_hash: string;
  role: string;
  expires_at: string;
  attempts_left: number;
}

/** The CRM records: see shared/model/record.ts for values and stamps. */
interface RecordTable {
  kind: string;
  id: string;
  /** The contact it belongs to; a contact's own id for a contact. */
  contact_id: string | null;
  values_json: string;
  /** See records/stamps.ts. */
  stamps_json: string;
  /** 1 for a tombstone. */
  deleted: number;
}

/** Which contact has which mail address, for finding people by address. */
interface ContactAddressTable {
  address: string;
  contact_id: string;
}

/** The change feed: accepted mutations in the order of acceptance. */
interface ChangeTable {
  seq: Generated<number>;
  mutation_id: string;
  device_id: string;
  accepted_at: string;
  mutation_json: string;
  /** The run that made it. */
  run_id: string | null;
}

/** The event log: append-only, for ever. */
interface EventTable {
  seq: Generated<number>;
  id: string;
  type: string;
  contact_id: string | null;
  at: string;
  recorded_at: string;
  cause_json: string;
  data_json: string;
}

/** How far a reader of the event log has come. */
interface CursorTable {
  name: string;
  seq: number;
}

/** Every version of a recipe that was ever loaded: a run is pinned to the one it started with. */
interface RecipeVersionTable {
  /** SHA-256 of the canonical JSON, in hex. */
  hash: string;
  recipe_id: string;
  version: string;
  recipe_json: string;
  loaded_at: string;
}

/** The person's switch for each recipe, and the values of its inputs. */
interface RecipeSettingTable {
  recipe_id: string;
  enabled: number;
  /** Only events recorded after this start runs. */
  enabled_after_seq: number;
  inputs_json: string;
  changed_at: string;
  /** When and why its breaker switched it off; null when a person did, or when it is on. */
  broken_at: string | null;
  broken_reason: string | null;
}

/** When each schedule trigger fires next; kept with its wall time and zone, so that a change of zone rules can be worked in. */
interface ScheduleTable {
  recipe_id: string;
  trigger_index: number;
  due_at: string;
  wall_time: string;
  zone: string;
  cron: string;
}

/** Runs. `revision` grows with each transition; a transition names the revision it starts from, so it has one winner. */
interface RunTable {
  id: string;
  recipe_id: string;
  recipe_hash: string;
  /** The value of the entry's key. */
  entry_key: string;
  contact_id: string | null;
  /** The event that started it; with the recipe and the key it makes a run unique. */
  event_seq: number;
  /** ready: to be advanced; waiting: for time; sending: for a ledger row; done, stopped, failed: ended. */
  state: string;
  /** The path of the next step, such as `steps[1].then[0]`; null when ended. */
  position: string | null;
  revision: number;
  wake_at: string | null;
  /** How often the step at `position` was tried without success. */
  attempts: number;
  /** The starting event, the inputs and what the run remembers. */
  context_json: string;
  depth: number;
  /** How many lines its trace has. */
  lines: Generated<number>;
  started_at: string;
  ended_at: string | null;
  reason: string | null;
}

/** The trace: what each step wanted, saw and did. */
interface RunStepTable {
  run_id: string;
  n: number;
  at: string;
  step: string;
  kind: string;
  outcome: string;
  wanted: string | null;
  seen: string | null;
  text: string;
  data_json: string | null;
}

/**
 * How often a recipe took an action on a day (in the owner's zone), or with `contact ID` as its day, for one contact ever; only actions
 * with such a limit are counted.
 */
interface ActionCountTable {
  recipe_id: string;
  action: string;
  day: string;
  count: number;
}

/**
 * One row per mail that a recipe or campaign wants sent. `key` is unique, so nothing can be planned twice. States: planned, claimed,
 * sending (handed over, answer not known), sent, failed, skipped, in-doubt. See automation-engine/campaigns/ledger.ts.
 */
interface LedgerTable {
  id: string;
  key: string;
  run_id: string | null;
  step: string | null;
  contact_id: string | null;
  channel: string;
  recipient: string;
  /** Fixed before the first attempt, the same in every attempt. */
  message_id: string;
  message_json: string;
  /** Who goes first where a cap lets only some through: 0 to 100, 50 by default. */
  priority: Generated<number>;
  state: string;
  attempts: number;
  next_attempt_at: string | null;
  /** After this the row is given up: a restored backup must not send last year's mail. */
  not_after: string;
  reason: string | null;
  created_at: string;
  settled_at: string | null;
  /** The device of the person who had it sent once more, though it may have arrived: its run went on long ago. */
  asked_by: Generated<string | null>;
}

/** The latest reason why a recipe let a contact's event pass that its conditions had wanted. */
interface RefusalTable {
  recipe_id: string;
  /** "" for events without a contact. */
  contact_id: string;
  event_seq: number;
  /** entry: the recipe's own rule; loop: the guard against loops. */
  kind: string;
  reason: string;
  at: string;
}

/** Each time a recipe was switched on or off. */
interface RecipeSwitchTable {
  id: Generated<number>;
  recipe_id: string;
  at: string;
  enabled: number;
  /** The name of the device; null when the engine did it itself. */
  by_name: string | null;
  /** What the engine did it for. */
  reason: string | null;
}

/** Addresses that must never be written to. */
interface SuppressionTable {
  address: string;
  reason: string;
  at: string;
}

/** Contacts in lists that become CSV files: see records/lists.ts. */
interface ListRowTable {
  list: string;
  contact_id: string;
  at: string;
  run_id: string;
  /** By column, as text. */
  row_json: string;
}

/** What the owner is told of with the next digest; gone when its mail is planned. */
interface DigestLineTable {
  id: string;
  due_at: string;
  title: string;
  text: string;
}

/** Whose turn it was last, by recipe and step. */
interface RotationTable {
  key: string;
  latest: string;
}

/** The segments that are kept up to date. Derived from the records of kind `segment`. */
interface SegmentTable {
  slug: string;
  /** The condition that its members were found by; null for a static one. */
  condition: string | null;
  /** How far a new segment has come: the last contact that was asked. Null when it is ready. */
  built_to: string | null;
}

interface SegmentMemberTable {
  segment: string;
  contact_id: string;
}

/** The latest interaction of each contact. What runs made does not count. */
interface LastInteractionTable {
  contact_id: string;
  at: string;
}

/** When time alone may change a membership: then it is asked again. */
interface SegmentTimerTable {
  segment: string;
  contact_id: string;
  due_at: string;
}

/** The triggers that wait for dates on records or for silence, and how far their timers are planned. */
interface TimerPlanTable {
  recipe_id: string;
  trigger_index: number;
  /** What is waited for: timers of another rule are planned anew. */
  rule_json: string;
  /** The version of the time zone database that they were planned by. */
  zone_rules: string;
  /** Only what comes due after this counts. */
  planned_from: string;
  /** The last record that was looked at, of those that were there; null when all were. */
  planned_to: string | null;
}

/** When a trigger fires next for a record; kept with the time on the wall of its zone. */
interface TimerTable {
  recipe_id: string;
  trigger_index: number;
  record_id: string;
  due_at: string;
  wall_time: string;
  zone: string;
  /** What stands in the field, or when it was quiet from. */
  value: string;
}

/** The latest enrolment of a recipe: it was switched on also for the contacts who matched already. */
interface EnrolmentTable {
  recipe_id: string;
  asked_at: string;
  /** Who asked, by the id and the name of their device. */
  device_id: string;
  by_name: string;
  /** The latest of its recipe's `recipe_switches` then: one that switches it off after that ends the enrolment. */
  after_switch: number;
  /** The person saw so many and said yes to them; more are not let in. */
  confirmed: number;
  /** They enter evenly over so long, from `starts_at` on, which moves when nothing could enter for a while. */
  spread_ms: number;
  starts_at: string;
  /** How many have a turn. */
  found: number;
  /** The last contact that was looked at while it is filled; null when all were. */
  filled_to: string | null;
  ended_at: string | null;
  /** Why it ended before everybody had their turn. */
  end_reason: string | null;
}

/** The contacts of an enrolment. States: waiting, entered, left-out. */
interface EnrolledContactTable {
  recipe_id: string;
  contact_id: string;
  /** Whose turn it is, from 0. */
  nth: number;
  state: string;
  reason: string | null;
  run_id: string | null;
}

/** The name under which `meta` says that all recipes are stopped: see runner/kill-switch.ts. */
export const ALL_STOPPED = 'all-stopped';

export interface Database {
  meta: MetaTable;
  devices: DeviceTable;
  pairing_codes: PairingCodeTable;
  records: RecordTable;
  contact_addresses: ContactAddressTable;
  changes: ChangeTable;
  events: EventTable;
  cursors: CursorTable;
  recipe_versions: RecipeVersionTable;
  recipe_settings: RecipeSettingTable;
  schedules: ScheduleTable;
  runs: RunTable;
  run_steps: RunStepTable;
  action_counts: ActionCountTable;
  ledger: LedgerTable;
  refusals: RefusalTable;
  recipe_switches: RecipeSwitchTable;
  suppressions: SuppressionTable;
  list_rows: ListRowTable;
  digest_lines: DigestLineTable;
  rotations: RotationTable;
  segments: SegmentTable;
  segment_members: SegmentMemberTable;
  last_interactions: LastInteractionTable;
  segment_timers: SegmentTimerTable;
  timer_plans: TimerPlanTable;
  timers: TimerTable;
  enrolments: EnrolmentTable;
  enrolled_contacts: EnrolledContactTable;
}

export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;
