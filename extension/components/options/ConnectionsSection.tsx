import type { AwaitedConnection, Connection } from '../../model/connection.ts';
import { NO_ENDPOINT } from '../../model/options-view.ts';
import { awaitedByPolicy, isLocked, isLockedConnection, type Policy } from '../../model/policy.ts';
import { t } from '../../wording/translate.ts';
import { Disclosure } from '../Disclosure.tsx';
import type { TokenCalls } from '../operator/account-calls.ts';
import { AwaitedCard } from './AwaitedCard.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';
import type { ConnectionActions } from './connection-actions.ts';
import { focusHeading } from './focus.ts';
import { LockedNote } from './LockedNote.tsx';
import { PolicyCard } from './PolicyCard.tsx';
import type { PageServices } from './page-services.ts';
import { Section } from './Section.tsx';

export interface ConnectionsSectionProps {
  readonly connections: readonly Connection[];
  readonly awaited: readonly AwaitedConnection[];
  readonly policy: Policy;
  /** The connection whose token is to be replaced. */
  readonly replacing: string | null;
  readonly clientOf: (connection: Connection) => TokenCalls;
  readonly actions: ConnectionActions;
  readonly page: PageServices;
}

const HEADING = 'connections';

export function ConnectionsSection(props: ConnectionsSectionProps) {
  const { connections, awaited, policy, clientOf, actions, page } = props;
  const wantedByPolicy = awaitedByPolicy(policy, connections);
  const locked = isLocked(policy, 'connections');
  const tell = (what: string) => {
    page.say(what);
    focusHeading(HEADING);
  };
  const isFirst = connections.length + awaited.length + wantedByPolicy.length === 0 && !locked;
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
              locked={isLockedConnection(policy, connection)}
              client={clientOf(connection)}
              isReplacing={connection.id === props.replacing}
              actions={actions}
              page={page}
              onRemoved={() => tell(t('options.removed'))}
            />
          ))}
          {wantedByPolicy.map((wanted) => (
            <PolicyCard
              key={`${wanted.endpoint} ${wanted.account ?? ''}`}
              wanted={wanted}
              onComplete={(token) => actions.completeOfPolicy(wanted, token)}
              onCompleted={() => tell(t('options.saved'))}
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
      {isFirst && form}
      {isFirst && (
        <p>
          <a href={NO_ENDPOINT}>{t('noEndpoint.link')}</a>
        </p>
      )}
      {!isFirst && !locked && <Disclosure title={t('options.addTitle')}>{form}</Disclosure>}
      {locked && <LockedNote>{t('policy.lockedConnections')}</LockedNote>}
    </Section>
  );
}

function positionOf(index: number, count: number) {
  if (count === 1) return 'only';
  if (index === 0) return 'first';
  return index === count - 1 ? 'last' : 'between';
}
