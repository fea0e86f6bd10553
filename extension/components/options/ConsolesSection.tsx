import type { ProviderConsole } from '../../model/provider-hosts.ts';
import type * as consoles from '../../page/added-consoles.ts';
import type { TabPosition } from '../../storage/settings.ts';
import { t } from '../../wording/translate.ts';
import { AddConsoleForm } from './AddConsoleForm.tsx';
import { AddedConsoles } from './AddedConsoles.tsx';
import { HiddenTabs } from './HiddenTabs.tsx';
import type { PageServices } from './page-services.ts';
import { Section } from './Section.tsx';

export type ConsoleActions = Pick<
  typeof consoles,
  'addConsole' | 'removeConsole' | 'requestPermission' | 'showTab'
>;

interface ConsolesSectionProps {
  readonly builtIn: readonly ProviderConsole[];
  readonly added: readonly consoles.AddedConsole[];
  readonly tabPositions: Readonly<Record<string, TabPosition>>;
  readonly actions: ConsoleActions;
  readonly page: PageServices;
}

export function ConsolesSection({
  builtIn,
  added,
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
      <AddedConsoles consoles={added} actions={actions} page={page} />
      <AddConsoleForm onAdd={actions.addConsole} page={page} />
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
