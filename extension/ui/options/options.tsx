/** Settings: the engine and its recipes, the sites, what was read, the person's own addresses, and their data. */
import './options.css';
import { t } from '../../locales/text.ts';
import type { Store } from '../../store/store.ts';
import { ExportData } from './export-data.tsx';
import { ImportPeople } from './import-people.tsx';
import { NeverCapture } from './never-capture.tsx';
import { OwnAddresses } from './own-addresses.tsx';
import { openPage } from '../parts/pages.ts';
import { Part } from './part.tsx';
import { PairingSection } from './pairing-section.tsx';
import { Readings } from './readings.tsx';
import { Sites } from './sites.tsx';
import { Templates } from './templates.tsx';

export const optionsScreen = (_store: Store) => (
  <main class="options stack">
    <h1>{t.options.title}</h1>
    <PairingSection />
    <Part id="recipes" title={t.options.recipes} about={t.options.recipesAbout}>
      <div>
        <button onClick={() => openPage('app', 'recipes')}>{t.options.openRecipes}</button>
      </div>
    </Part>
    <Sites />
    <Templates />
    <OwnAddresses />
    <NeverCapture />
    <Readings />
    <ImportPeople />
    <ExportData />
  </main>
);
