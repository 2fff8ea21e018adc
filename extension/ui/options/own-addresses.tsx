/** The person's own addresses. */
import { useState } from 'preact/hooks';
import { normaliseAddress } from '../../../shared/reading/addresses.ts';
import { t } from '../../locales/text.ts';
import { readFact, writeFact } from '../../store/device.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { Part } from './part.tsx';

export function OwnAddresses() {
  const store = useStore();
  const own = useLive(async (live) => (await readFact(live, 'own'))?.addresses ?? [], []);
  const [typed, setTyped] = useState('');
  const [isBad, setBad] = useState(false);
  const set = (addresses: string[]) => writeFact(store, 'own', { addresses });
  const add = async () => {
    const address = normaliseAddress(typed);
    setBad(address === undefined);
    if (address === undefined) return;
    setTyped('');
    await set([...new Set([...(own ?? []), address])].slice(0, 50));
  };
  return (
    <Part id="own" title={t.options.own} about={t.options.ownAbout}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          add().catch(reportError);
        }}
      >
        <input
          class="grow"
          type="text"
          inputMode="email"
          name="own"
          aria-label={t.options.ownAddress}
          placeholder={t.options.ownAddress}
          aria-invalid={isBad}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button disabled={typed.trim() === ''}>{t.actions.add}</button>
      </form>
      {isBad && (
        <p class="bad small-text" role="alert">
          {t.draft.badEmail}
        </p>
      )}
      {own?.length === 0 && <p class="soft">{t.options.noOwn}</p>}
      <div class="chips">
        {own?.map((address) => (
          <span key={address} class="chip">
            {address}
            <button
              aria-label={t.options.removeAddress(address)}
              onClick={() => set(own.filter((each) => each !== address))}
            >
              <Icon name="remove" />
            </button>
          </span>
        ))}
      </div>
    </Part>
  );
}
