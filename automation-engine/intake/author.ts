/** Who asks for a change: a paired device with its role, or the engine itself on behalf of a run. */
import type { Id } from '../../shared/model/ids.ts';
import type { Role } from '../../shared/model/wire.ts';

export interface Author {
  deviceId: Id;
  /** `engine` may write what no device may: runs and notifications. */
  role: Role | 'engine';
}
