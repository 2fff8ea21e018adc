/**
 * `npm run crash -- [--kills 500] [--seed N] [--lanes 2] [--json]`: kills engines with SIGKILL, half of the times at each named write
 * boundary in turn and half at random times, and prints what that cost: audit.ts says how each figure is counted. Each lane is an engine
 * of its own with its share of the kills. The exit code is 0 when nothing was lost or repeated. A seed gives the same plan.
 */
import { parseArgs } from 'node:util';
import { CONCURRENT_MAX } from '../../automation-engine/campaigns/send-mails.ts';
import { planStrikes, sumUp } from './plan.ts';
import { besiege } from './siege.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const strikes = planStrikes(Number(values.kills), Number(values.seed));
const share = Math.ceil(strikes.length / Number(values.lanes));
const lanes = Array.from({ length: Math.ceil(strikes.length / share) }, (_, lane) =>
  strikes.slice(lane * share, (lane + 1) * share),
);
let killed = 0;
const onKill = () => {
  if (++killed % 10 === 0) console.error(`${killed} of ${strikes.length} kills`);
};
const { kills, figures, maxInDoubtPerKill, maxConnections, workload, struck } = sumUp(
  await Promise.all(lanes.map((lane) => besiege(lane, { onKill }))),
);
const missed = Object.keys(struck).filter((place) => place.startsWith('missed '));
for (const place of missed) console.error(`${place}: ${struck[place]} times nobody came by in time`);
const result = { kills, ...figures, maxInDoubtPerKill, maxConnections, workload, struck };
console.info(values.json ? JSON.stringify(result) : result);
const isClean = Object.values(figures).every((figure) => figure === 0) && maxInDoubtPerKill <= CONCURRENT_MAX;
process.exitCode = isClean ? 0 : 1;
