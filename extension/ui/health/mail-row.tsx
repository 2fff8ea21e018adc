/** A mail that waits or is in doubt: to whom, since when, why, and what a person can say about it. */
import type { MailHead } from '../../../shared/model/automation.ts';
import { sayFully, sayWhen, t } from '../../locales/text.ts';
import { resolveMail } from '../../sync/run-calls.ts';
import { DeedProblem } from '../parts/engine-needed.tsx';
import { useStore } from '../parts/larder.ts';
import { PersonLink } from '../runs/links.tsx';
import { useDeed, type Engine } from '../parts/use-engine.ts';

export function MailRow({ mail, engine, again }: { mail: MailHead; engine: Engine; again: () => Promise<void> }) {
  const now = new Date(useStore().now());
  return (
    <li class="stack tight" data-mail={mail.id}>
      <span>
        <strong dir="auto">{mail.subject}</strong>{' '}
        <span class="soft">
          {t.needs.to(mail.recipient)} ·{' '}
          <time dateTime={mail.createdAt} title={sayFully(mail.createdAt)}>
            {sayWhen(mail.createdAt, now)}
          </time>
        </span>
      </span>
      {mail.reason !== undefined && <span class="small-text">{mail.reason}</span>}
      {mail.nextAttemptAt !== undefined && (
        <span class="soft small-text">{t.needs.nextAttempt(sayWhen(mail.nextAttemptAt, now))}</span>
      )}
      {mail.contactId !== undefined && <PersonLink contactId={mail.contactId} />}
      {mail.state === 'in-doubt' && <Doubt mail={mail} engine={engine} again={again} />}
    </li>
  );
}

function Doubt({ mail, engine, again }: { mail: MailHead; engine: Engine; again: () => Promise<void> }) {
  const { isBusy, problem, run } = useDeed();
  const say = (as: 'sent' | 'send-again') =>
    run(async () => {
      if (engine.connection === undefined) return;
      await resolveMail(engine.connection, mail.id, as);
      await again();
    });
  return (
    <>
      <div class="row wrap">
        <button class="small" data-act="sent" disabled={isBusy} onClick={() => void say('sent')}>
          {t.needs.arrived}
        </button>
        <button class="small" data-act="send-again" disabled={isBusy} onClick={() => void say('send-again')}>
          {t.needs.sendAgain}
        </button>
      </div>
      <DeedProblem problem={problem} />
    </>
  );
}
