/** What a run that somebody asked for is to see: the event that the request names, or the one that it stands for. */
import { eventData, eventTypes, type LoggedEvent } from '../../shared/model/event.ts';

export const originSeq = ({ data }: LoggedEvent): number[] =>
  'ofSeq' in data && data.ofSeq !== undefined ? [data.ofSeq] : [];

/** @param origins the events that requests name, by their places */
export function originOf(request: LoggedEvent, origins: ReadonlyMap<number, LoggedEvent>): LoggedEvent | undefined {
  const [seq] = originSeq(request);
  const named = seq === undefined ? undefined : origins.get(seq);
  // A run that was enrolled may have asked for another recipe.
  if (named !== undefined) return named.type === 'recipe.requested' ? originOf(named, origins) : named;
  const stands = 'standsFor' in request.data ? request.data.standsFor : undefined;
  const type = eventTypes.find((known) => known === stands?.type);
  const data = type && eventData[type].safeParse(stands?.data).data;
  return type && data && stands && { ...request, type, at: stands.at, data };
}
