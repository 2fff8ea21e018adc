/** Pairing with the engine: by hand, or by the address and code that `npm start` puts after the page's own address. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ENGINE_PORT } from '../../../shared/model/wire.ts';
import { sayDay, t } from '../../locales/text.ts';
import { readFact } from '../../store/device.ts';
import { engineAddress, pairingFromHash, pairWith, unpair } from '../../sync/pairing.ts';
import { useStore } from '../parts/larder.ts';
import { Notice } from '../parts/pieces.tsx';
import { SyncBar } from '../parts/sync-bar.tsx';
import { useLive } from '../parts/use-live.ts';
import { askForDataConsent } from './data-consent.ts';
import { deviceName } from './device-name.ts';
import { Part } from './part.tsx';

export function PairingSection() {
  const store = useStore();
  const [address, setAddress] = useState(`http://127.0.0.1:${ENGINE_PORT}`);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPairing, setPairing] = useState(false);
  const isBusy = useRef(false);
  const facts = useLive(async (live) => ({ pairing: await readFact(live, 'pairing') }), []);

  const pairNow = async (typedAddress: string, typedCode: string) => {
    if (isBusy.current) return;
    const found = engineAddress(typedAddress);
    if ('problem' in found) {
      setProblem(found.problem === 'no-url' ? t.options.noUrl : t.options.notSafe);
      return;
    }
    isBusy.current = true;
    setPairing(true);
    setProblem(undefined);
    try {
      const name = deviceName(navigator.userAgent);
      await pairWith(store, {
        engine: found.address,
        code: typedCode,
        deviceName: name,
        fetch: fetch.bind(globalThis),
      });
      setCode('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      isBusy.current = false;
      setPairing(false);
    }
  };
  useEffect(() => {
    const fromHash = () => {
      const given = pairingFromHash(location.hash);
      if (given === undefined) return;
      // A code is good once, and should not stay in the history.
      history.replaceState(null, '', location.pathname);
      setAddress(given.engine);
      setCode(given.code);
      void pairNow(given.engine, given.code);
    };
    fromHash();
    addEventListener('hashchange', fromHash);
    return () => removeEventListener('hashchange', fromHash);
  }, []);

  const pairing = facts?.pairing;
  return (
    <Part id="engine" title={t.options.engine} about={t.options.engineAbout}>
      {problem !== undefined && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      {pairing !== undefined && (
        <div class="row wrap" data-paired={pairing.engineId}>
          <div class="grow">
            <strong>{t.options.paired(new URL(pairing.engine).host)}</strong>{' '}
            <span class="soft">
              {t.options.pairedAs(pairing.role, sayDay(pairing.pairedAt, new Date(store.now())))}
            </span>
          </div>
          <button
            onClick={() => {
              if (confirm(t.options.unpairSure)) unpair(store).catch(reportError);
            }}
          >
            {t.options.unpair}
          </button>
        </div>
      )}
      {facts !== undefined && pairing === undefined && (
        <>
          <p>
            {t.options.unpaired} {t.options.start} <code>npm start</code>.
          </p>
          <form
            class="pair-form"
            onSubmit={(event) => {
              event.preventDefault();
              // Firefox asks only within the click itself, so this comes first.
              void askForDataConsent().then((isGiven) => (isGiven ? pairNow(address, code) : undefined));
            }}
          >
            <label>
              <span class="soft small-text">{t.options.address}</span>
              <input
                name="engine"
                inputMode="url"
                value={address}
                onInput={(event) => setAddress(event.currentTarget.value)}
              />
            </label>
            <label title={t.options.codeHint}>
              <span class="soft small-text">{t.options.code}</span>
              <input
                name="code"
                class="code"
                autoComplete="off"
                spellcheck={false}
                required
                minLength={4}
                maxLength={32}
                value={code}
                onInput={(event) => setCode(event.currentTarget.value)}
              />
            </label>
            <button class="primary" disabled={isPairing}>
              {isPairing ? t.options.pairing : t.options.pair}
            </button>
          </form>
          <p class="soft small-text">{t.options.codeHint}</p>
        </>
      )}
      {pairing !== undefined && <SyncBar />}
    </Part>
  );
}
