import type { AwaitedConnection, Connection } from '../../model/connection.ts';
import { t } from '../../wording/translate.ts';
import { Disclosure } from '../Disclosure.tsx';
import type { TokenCalls } from '../operator/account-calls.ts';
import { AwaitedCard } from './AwaitedCard.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';
import type { ConnectionActions } from './connection-actions.ts';
import { focusHeading } from './focus.ts';
import type { PageServices } from './page-services.ts';
import { Section } from './Section.tsx';

export interface ConnectionsSectionProps {
  readonly connections: readonly Connection[];
  readonly awaited: readonly AwaitedConnection[];
  readonly clientOf: (connection: Connection) => TokenCalls;
  readonly actions: ConnectionActions;
  readonly page: PageServices;
}

const HEADING = 'connections';

export function ConnectionsSection(props: ConnectionsSectionProps) {
  const { connections, awaited, clientOf, actions, page } = props;
  const tell = (what: string) => {
    page.say(what);
    focusHeading(HEADING);
  };
  const isFirst = connections.length === 0 && awaited.length === 0;
  const form = (
    <ConnectionForm
      onTest={actions.testTyped}
      onSave={actions.saveTyped}
      onReplace={actions.replaceTyped}
      onSaved={() => tell(t('options.saved'))}
    />
  );
  return (
    <Section
      id={HEADING}
      title={isFirst ? t('options.firstTitle') : t('options.connections')}
      lead={isFirst ? t('options.firstLead') : t('options.connectionsLead')}
    >
      {!isFirst && (
        <ul class="stack">
          {connections.map((connection, index) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              position={positionOf(index, connections.length)}
              client={clientOf(connection)}
              actions={actions}
              page={page}
              onRemoved={() => tell(t('options.removed'))}
            />
          ))}
          {awaited.map((waiting) => (
            <AwaitedCard
              key={`${waiting.endpoint} ${waiting.account}`}
              awaited={waiting}
              onComplete={(token) => actions.completeAwaited(waiting, token)}
              onCompleted={() => tell(t('options.saved'))}
              onForget={() => {
                void actions.forgetAwaited(waiting);
                focusHeading(HEADING);
              }}
            />
          ))}
        </ul>
      )}
      {isFirst ? form : <Disclosure title={t('options.addTitle')}>{form}</Disclosure>}
    </Section>
  );
}

function positionOf(index: number, count: number) {
  if (count === 1) return 'only';
  if (index === 0) return 'first';
  return index === count - 1 ? 'last' : 'between';
}
