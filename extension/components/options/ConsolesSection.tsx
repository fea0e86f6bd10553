import { useState } from 'preact/hooks';
import type * as consoles from '../../added-consoles.ts';
import type { ProviderConsole } from '../../provider-hosts.ts';
import type { TabPosition } from '../../settings.ts';
import { t } from '../../translate.ts';
import { AddConsoleForm } from './AddConsoleForm.tsx';
import { AddedConsoles } from './AddedConsoles.tsx';
import { HiddenTabs } from './HiddenTabs.tsx';
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
}

export function ConsolesSection({ builtIn, added, tabPositions, actions }: ConsolesSectionProps) {
  const [said, setSaid] = useState('');
  const hidden = Object.keys(tabPositions).filter((host) => tabPositions[host]?.hidden);
  return (
    <Section title={t('options.consoles')} lead={t('options.consolesLead')}>
      <p class="said" role="status">
        {said}
      </p>
      <div>
        <h3>{t('options.builtIn')}</h3>
        <p class="breaking">{builtIn.map(({ name }) => name).join(' · ')}</p>
      </div>
      <AddedConsoles consoles={added} actions={actions} onSaid={setSaid} />
      <AddConsoleForm onAdd={actions.addConsole} onSaid={setSaid} />
      {hidden.length > 0 && (
        <HiddenTabs
          hosts={hidden}
          onShow={async (host) => {
            await actions.showTab(host);
            setSaid(t('options.tabShown', [host]));
          }}
        />
      )}
    </Section>
  );
}
