/** The HTTP app: guards in the order in which they judge a request, then one file per resource. Knows no port and no process. */
import type { AppParts } from './app-parts.ts';
import { accessLog } from './guards/access-log.ts';
import { bodyLimit } from './guards/body-limit.ts';
import { callerGuard } from './guards/caller.ts';
import { hostGuard } from './guards/host.ts';
import { originGuard } from './guards/origin.ts';
import { protocolGuard } from './guards/protocol.ts';
import { notFound, ProblemError, problemHandler } from './problems.ts';
import { automationHealthRoutes } from './routes/automation-health.ts';
import { buttonRoutes } from './routes/buttons.ts';
import { automationRoutes } from './routes/automation.ts';
import { changeRoutes } from './routes/changes.ts';
import { deviceRoutes } from './routes/devices.ts';
import { docRoutes } from './routes/docs.ts';
import { draftRoutes } from './routes/drafts.ts';
import { enrolmentRoutes } from './routes/enrolments.ts';
import { healthRoutes } from './routes/health.ts';
import { heldRunRoutes } from './routes/held-runs.ts';
import { helloRoutes } from './routes/hello.ts';
import { listRoutes } from './routes/lists.ts';
import { mailRoutes } from './routes/mails.ts';
import { hookRoutes } from './routes/hooks.ts';
import { mutationRoutes } from './routes/mutations.ts';
import { newRoutes } from './routes/new-routes.ts';
import { pairingCodeRoutes } from './routes/pairing-codes.ts';
import { pairingRoutes } from './routes/pairings.ts';
import { recipeRoutes } from './routes/recipes.ts';
import { runActionRoutes } from './routes/run-actions.ts';
import { runRequestRoutes } from './routes/run-requests.ts';
import { runRoutes } from './routes/runs.ts';
import { segmentRoutes } from './routes/segments.ts';
import { simulationRoutes } from './routes/simulations.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { whyNotRoutes } from './routes/why-not.ts';

const OPEN = new Set(['GET /hello', 'POST /pairings', 'GET /openapi.json', 'GET /docs']);
const isOpen = (method: string, path: string) =>
  OPEN.has(`${method} ${path}`) ||
  (method === 'GET' && path.startsWith('/docs/')) ||
  // They show a key of their own.
  (method === 'POST' && path.startsWith('/hooks/'));

export function createApp(parts: AppParts) {
  const { core, ownHosts, stopping } = parts;
  const app = newRoutes();
  app.onError(problemHandler(core.log));
  app.notFound(notFound);
  app.use(accessLog(core));
  app.use(async function guardAnswers(c, next) {
    c.header('x-content-type-options', 'nosniff');
    c.header('cross-origin-resource-policy', 'same-origin');
    c.header('referrer-policy', 'no-referrer');
    c.header('cache-control', 'no-store');
    if (stopping.aborted)
      throw new ProblemError(503, { code: 'unavailable', message: 'the engine is stopping: try again soon' });
    await next();
  });
  app.use(hostGuard(ownHosts));
  app.use(originGuard(ownHosts));
  // Before the guards that ask for a protocol and a token, which a browser's address bar does not send.
  if (parts.pages !== undefined) app.route('/', parts.pages);
  app.use(protocolGuard);
  app.use(bodyLimit);
  app.use(callerGuard(parts, isOpen));
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  return app
    .route('/', helloRoutes(parts))
    .route('/', healthRoutes(parts))
    .route('/', pairingRoutes(parts))
    .route('/', pairingCodeRoutes(parts))
    .route('/', deviceRoutes(parts))
    .route('/', mutationRoutes(parts))
    .route('/', changeRoutes(parts))
    .route('/', automationRoutes(parts))
    .route('/', recipeRoutes(parts))
    .route('/', enrolmentRoutes(parts))
    .route('/', heldRunRoutes(parts))
    .route('/', runRoutes(parts))
    .route('/', runRequestRoutes(parts))
    .route('/', simulationRoutes(parts))
    .route('/', draftRoutes(parts))
    .route('/', listRoutes(parts))
    .route('/', segmentRoutes(parts))
    .route('/', runActionRoutes(parts))
    .route('/', mailRoutes(parts))
    .route('/', whyNotRoutes(parts))
    .route('/', timelineRoutes(parts))
    .route('/', automationHealthRoutes(parts))
    .route('/', hookRoutes(parts))
    .route('/', buttonRoutes(parts))
    .route(
      '/',
      docRoutes(parts, (head) => app.getOpenAPI31Document(head)),
    );
}

/** For typed clients (hono/client). */
export type AppType = ReturnType<typeof createApp>;
