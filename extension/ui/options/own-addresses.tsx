/** The person's own addresses. */
import { normaliseAddress } from '../../../shared/reading/addresses.ts';
import { t } from '../../locales/text.ts';
import { readFact, writeFact } from '../../store/device.ts';
import { useStore } from '../parts/larder.ts';
import { useLive } from '../parts/use-live.ts';
import { Part } from './part.tsx';
import { TypedList } from './typed-list.tsx';

const OWN_MAX = 50;

export function OwnAddresses() {
  const store = useStore();
  const own = useLive(async (live) => (await readFact(live, 'own'))?.addresses ?? [], []);
  const set = (addresses: string[]) => writeFact(store, 'own', { addresses });
  const add = async (typed: string) => {
    const address = normaliseAddress(typed);
    if (address !== undefined) await set([...new Set([...(own ?? []), address])].slice(0, OWN_MAX));
    return address !== undefined;
  };
  return (
    <Part id="own" title={t.options.own} about={t.options.ownAbout}>
      <TypedList
        name="own"
        label={t.options.ownAddress}
        inputMode="email"
        add={add}
        bad={t.draft.badEmail}
        none={t.options.noOwn}
        entries={own?.map((address) => ({
          text: address,
          remove: () => set(own.filter((each) => each !== address)),
        }))}
      />
    </Part>
  );
}
