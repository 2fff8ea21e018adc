/** Logging by hand what left no message: a call, a meeting, a chat, a visit. */
import type { Signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../locales/text.ts';
import { timeOf } from '../../store/store.ts';
import { useStore } from '../parts/larder.ts';
import { localTime, logByHand, type ByHand } from './log-by-hand.ts';

const CHANNELS = ['call', 'meeting', 'chat', 'visit'] as const;
/** Only these go one way or the other. */
const HAS_DIRECTION: readonly string[] = ['call', 'chat'];

interface Props {
  contactId: string;
  /** A number that was just clicked on, to be called. */
  called: Signal<string | undefined>;
}

export function Log({ contactId, called }: Props) {
  const [channel, setChannel] = useState<ByHand['channel']>();
  const number = called.value;
  useEffect(() => {
    if (number !== undefined) setChannel('call');
  }, [number]);
  const close = () => {
    called.value = undefined;
    setChannel(undefined);
  };
  return (
    <section class="section" aria-label={t.log.title}>
      <h2>{t.log.title}</h2>
      <div class="row wrap">
        {CHANNELS.map((each) => (
          <button
            key={each}
            class="small"
            data-log={each}
            aria-expanded={channel === each}
            onClick={() => setChannel(channel === each ? undefined : each)}
          >
            {t.log.channels[each]}
          </button>
        ))}
      </div>
      {channel !== undefined && (
        <LogForm key={channel} contactId={contactId} channel={channel} number={number} onClose={close} />
      )}
    </section>
  );
}

interface FormProps {
  contactId: string;
  channel: ByHand['channel'];
  number: string | undefined;
  onClose: () => void;
}

function LogForm({ contactId, channel, number, onClose }: FormProps) {
  const store = useStore();
  const [direction, setDirection] = useState<'in' | 'out'>('out');
  const [at, setAt] = useState(() => localTime(timeOf(store)));
  const [subject, setSubject] = useState('');
  const [minutes, setMinutes] = useState('');
  const hasDirection = HAS_DIRECTION.includes(channel);
  const add = async () => {
    await logByHand(store, {
      contactId,
      channel,
      direction: hasDirection ? direction : 'none',
      at,
      subject,
      ...(minutes === '' ? {} : { minutes: Number(minutes) }),
      ...(channel === 'call' && number !== undefined ? { number } : {}),
    });
    onClose();
  };
  return (
    <form
      class="stack tight log-form"
      aria-label={t.log.channels[channel]}
      onSubmit={(event) => {
        event.preventDefault();
        add().catch(reportError);
      }}
    >
      {channel === 'call' && number !== undefined && <p class="small-text">{t.log.offered(number)}</p>}
      {hasDirection && (
        <fieldset class="row wrap">
          <legend class="hidden-text">{t.log.direction}</legend>
          {(['out', 'in'] as const).map((each) => (
            <label key={each} class="row">
              <input
                type="radio"
                name="direction"
                value={each}
                checked={direction === each}
                onChange={() => setDirection(each)}
              />
              {t.channels[channel][each]}
            </label>
          ))}
        </fieldset>
      )}
      <input
        name="subject"
        aria-label={t.log.subject}
        placeholder={t.log.subject}
        maxLength={500}
        dir="auto"
        value={subject}
        onInput={(event) => setSubject(event.currentTarget.value)}
      />
      <div class="row wrap">
        <input
          class="grow"
          type="datetime-local"
          name="at"
          required
          aria-label={t.log.at}
          value={at}
          onInput={(event) => setAt(event.currentTarget.value)}
        />
        <input
          class="minutes"
          type="number"
          name="minutes"
          min={0}
          max={1440}
          aria-label={t.log.minutes}
          placeholder={t.log.minutesShort}
          value={minutes}
          onInput={(event) => setMinutes(event.currentTarget.value)}
        />
      </div>
      <div class="row">
        <button class="small primary" data-action="log">
          {t.log.save}
        </button>
        <button type="button" class="small plain" onClick={onClose}>
          {t.actions.cancel}
        </button>
      </div>
    </form>
  );
}
