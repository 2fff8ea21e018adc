/** A page that was read: its warnings, the people on it, and the one that the person looks at. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { addressesOf } from '../../capture/find-known.ts';
import { leaveOut } from '../../capture/never-capture.ts';
import type { Contact } from '../../../shared/model/contact.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import { t } from '../../locales/text.ts';
import { contactById } from '../../store/contacts.ts';
import { readFact } from '../../store/device.ts';
import { interactionIdsOf, knownOf } from '../../store/known.ts';
import { neverRules } from '../../store/never.ts';
import { switchOn } from '../../sites/switches.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../parts/larder.ts';
import { Empty, Notice } from '../parts/pieces.tsx';
import { useLive } from '../parts/use-live.ts';
import { Person } from '../person/person.tsx';
import { WhyTemplate } from '../teach/why-template.tsx';
import { Candidates } from './candidates.tsx';
import { DraftForm } from './draft-form.tsx';
import { Found } from './found.tsx';
import { FoundCompanies } from './found-companies.tsx';
import { HealthBadge } from './health-badge.tsx';
import type { FollowedTab, PageRead } from './follow-tab.ts';
import { LoggedByItself } from './logged-by-itself.tsx';
import { LeftOut } from './left-out.tsx';
import type { Group } from './many.tsx';
import { groupOf } from './many-tabs.tsx';
import { NeverMenu } from './never-menu.tsx';

/** Webmail has readers of its own. */
const TEACHABLE = ['generic-page', 'site-template'];

export const isWebmail = ({ draft }: PageRead): boolean => !['none', 'by-hand', ...TEACHABLE].includes(draft.adapter);

interface Props {
  read: PageRead;
  tab: FollowedTab;
  onAddByHand?: () => void;
  /** Shows everybody of the page, to save several at once. */
  onMany?: (group: Group) => void;
  onDiscard?: () => void;
  onTeach?: () => void;
}

export function PageView(props: Props) {
  const rules = useLive(neverRules, []);
  // The page was read by the rules of that moment; one that was made since counts at once.
  const draft = useMemo(() => leaveOut(props.read.draft, rules ?? []), [props.read.draft, rules]);
  return rules === undefined ? null : <People {...props} read={{ ...props.read, draft }} />;
}

function People({ read, tab, onAddByHand, onMany, onDiscard, onTeach }: Props) {
  const { draft, mark } = read;
  const store = useStore();
  const known = useLive((live) => knownOf(live, draft.contacts), [mark, draft.contacts.length]);
  // Who was saved from here, or was said to be the same; for those without an address of their own.
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [pickedKey, setPicked] = useState(draft.contacts[0]?.key);
  const [interactionIds, setInteractionIds] = useState<string[]>([]);
  useEffect(() => {
    interactionIdsOf(store, draft.interactions).then(setInteractionIds, reportError);
  }, [mark, draft.interactions.length]);
  const picked = draft.contacts.find(({ key }) => key === pickedKey) ?? draft.contacts[0];
  const chosenId = picked === undefined ? undefined : chosen[picked.key];
  const chosenContact = useLive(
    async (live) => ({ is: chosenId === undefined ? undefined : await contactById(live, chosenId) }),
    [chosenId],
  );
  const contact: Contact | undefined = picked === undefined ? undefined : (chosenContact?.is ?? known?.get(picked.key));
  const remember = (contactId: string) => setChosen({ ...chosen, [picked?.key ?? '']: contactId });
  const isReady = known !== undefined && chosenContact !== undefined;
  return (
    <>
      <PageNotices read={read} tab={tab} />
      {draft.warnings.map((warning) => (
        <Notice key={warning.kind} tone="warn" alert>
          <span data-warning={warning.kind}>{warning.text}</span>
        </Notice>
      ))}
      {draft.health !== undefined && <HealthBadge health={draft.health} tabId={read.tabId} />}
      {read.logged !== undefined && <LoggedByItself logged={read.logged} />}
      {picked === undefined && (
        <Empty icon="person" title={t.page.nobodyTitle}>
          <p data-skipped={draft.skipped?.reason}>{draft.skipped?.text ?? t.page.nobody}</p>
          <LeftOut draft={draft} onAllowed={tab.readAgain} />
          {draft.leftOut === undefined && <NeverMenu addresses={[]} listId={draft.listId} />}
          {onAddByHand !== undefined && <button onClick={onAddByHand}>{t.page.addAnyway}</button>}
        </Empty>
      )}
      {picked !== undefined && <LeftOut draft={draft} onAllowed={tab.readAgain} />}
      {draft.contacts.length > 1 && picked !== undefined && (
        <Candidates draft={draft} known={known} picked={picked.key} onPick={setPicked} isLocked={tab.isTouched.value} />
      )}
      {onMany !== undefined && <ManyButton draft={draft} isLocked={tab.isTouched.value} onMany={onMany} />}
      {picked !== undefined && isReady && contact === undefined && (
        <DraftForm
          key={picked.key}
          candidate={picked}
          read={read}
          interactionIds={interactionIds}
          isTouched={tab.isTouched}
          onSaved={remember}
          onDiscard={onDiscard}
        />
      )}
      {picked !== undefined && isReady && contact !== undefined && (
        <Person key={contact.id} contactId={contact.id} badge={t.draft.known}>
          <Found key={picked.key} candidate={picked} contact={contact} read={read} interactionIds={interactionIds} />
        </Person>
      )}
      {picked !== undefined && <NeverMenu addresses={addressesOf(picked)} listId={draft.listId} />}
      <FoundCompanies companies={draft.companies} />
      <WhyTemplate draft={draft} onTeach={TEACHABLE.includes(draft.adapter) ? onTeach : undefined} />
    </>
  );
}

/** Where more than one person took part. */
function ManyButton(props: { draft: Draft; isLocked: boolean; onMany: (group: Group) => void }) {
  const { draft } = props;
  const own = useLive(async (live) => (await readFact(live, 'own'))?.addresses ?? [], []);
  const group = groupOf(draft, own ?? []);
  if (own === undefined || group.people.length < 2) return null;
  return (
    <button class="small many-button" disabled={props.isLocked} onClick={() => props.onMany(group)}>
      <Icon name="people" /> {t.many.open(group.people.length)}
    </button>
  );
}

/** What the person should know about how this page came to be read. */
function PageNotices({ read, tab }: { read: PageRead; tab: FollowedTab }) {
  const { site, isOn, isStale } = read;
  const [isDeclined, setDeclined] = useState(false);
  // Only where following is worth a permission: on a webmail, not on every page with somebody's name.
  const canOffer = site !== undefined && !isOn && isWebmail(read);
  return (
    <>
      {tab.next.value !== undefined && (
        <Notice>
          <p>{t.draft.waitingPage}</p>
          <div class="row">
            <button class="small" onClick={tab.showNext}>
              {t.actions.showIt}
            </button>
          </div>
        </Notice>
      )}
      {(isStale || canOffer) && (
        <Notice>
          <p>
            {isStale && <>{t.page.changed} </>}
            {canOffer && t.page.readOnce(site.host)}
          </p>
          {isDeclined && <p>{t.page.declined}</p>}
          <div class="row wrap">
            {isStale && (
              <button class="small" onClick={tab.readAgain}>
                {t.actions.readAgain}
              </button>
            )}
            {canOffer && (
              <button
                class="small"
                onClick={async () => {
                  // Nothing before this call: a browser asks only within the click itself.
                  const granted = await switchOn(site);
                  setDeclined(!granted);
                  if (granted) tab.readAgain();
                }}
              >
                {t.page.switchOn(site.host)}
              </button>
            )}
          </div>
        </Notice>
      )}
    </>
  );
}
