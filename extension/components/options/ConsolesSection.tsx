import type { AddedConsole } from '../../model/added-console.ts';
import type { ProviderConsole } from '../../model/provider-hosts.ts';
import type { TabPosition } from '../../model/tab-position.ts';
import { t } from '../../wording/translate.ts';
import { AddConsoleForm } from './AddConsoleForm.tsx';
import { AddedConsoles } from './AddedConsoles.tsx';
import type { ConsoleActions } from './console-actions.ts';
import { HiddenTabs } from './HiddenTabs.tsx';
import { LockedNote } from './LockedNote.tsx';
import type { PageServices } from './page-services.ts';
import { Section } from './Section.tsx';

interface ConsolesSectionProps {
  readonly builtIn: readonly ProviderConsole[];
  readonly added: readonly AddedConsole[];
  /** The company keeps the list. */
  readonly locked: boolean;
  readonly tabPositions: Readonly<Record<string, TabPosition>>;
  readonly actions: ConsoleActions;
  readonly page: PageServices;
}

export function ConsolesSection({
  builtIn,
  added,
  locked,
  tabPositions,
  actions,
  page,
}: ConsolesSectionProps) {
  const hidden = Object.keys(tabPositions).filter((host) => tabPositions[host]?.hidden);
  return (
    <Section title={t('options.consoles')} lead={t('options.consolesLead')}>
      <div>
        <h3>{t('options.builtIn')}</h3>
        <p class="breaking">{builtIn.map(({ name }) => name).join(' · ')}</p>
      </div>
      <AddedConsoles consoles={added} locked={locked} actions={actions} page={page} />
      {locked ? (
        <LockedNote>{t('policy.lockedConsoles')}</LockedNote>
      ) : (
        <AddConsoleForm onAdd={actions.addConsole} page={page} />
      )}
      {hidden.length > 0 && (
        <HiddenTabs
          hosts={hidden}
          onShow={async (host) => {
            await actions.showTab(host);
            page.say(t('options.tabShown', [host]));
          }}
        />
      )}
    </Section>
  );
}
