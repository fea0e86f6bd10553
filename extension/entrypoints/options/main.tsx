import { ConnectionsSection } from '../../components/options/ConnectionsSection.tsx';
import { ConsolesSection } from '../../components/options/ConsolesSection.tsx';
import { DataSection } from '../../components/options/DataSection.tsx';
import { LanguageSection } from '../../components/options/LanguageSection.tsx';
import { NoEndpoint } from '../../components/options/NoEndpoint.tsx';
import { OperatorLink } from '../../components/options/OperatorLink.tsx';
import { PolicyFlaws } from '../../components/options/PolicyFlaws.tsx';
import { StatusLine } from '../../components/options/StatusLine.tsx';
import { openOperatorPage } from '../../messages/operator-opening.ts';
import { NO_ENDPOINT } from '../../model/options-view.ts';
import { type CompanyConnection, isLocked } from '../../model/policy.ts';
import { PROVIDER_CONSOLES } from '../../model/provider-hosts.ts';
import * as consoles from '../../page/added-consoles.ts';
import { clientOf } from '../../page/client-of.ts';
import { copyText } from '../../page/copy-text.ts';
import { drawPage } from '../../page/draw-page.tsx';
import { saveFile } from '../../page/save-file.ts';
import { eraseSettings, exportSettings, importSettings } from '../../page/settings-transfer.ts';
import { shownLanguage } from '../../page/shown-language.ts';
import { findWantedToken } from '../../page/token-form.ts';
import * as typedConnection from '../../page/typed-connection.ts';
import * as connections from '../../storage/connections.ts';
import { language } from '../../storage/settings.ts';
import { t } from '../../wording/translate.ts';
import {
  openPageState,
  said,
  say,
  shownAwaited,
  shownConnections,
  shownConsoles,
  shownPolicy,
  shownPositions,
  shownView,
} from './page-state.ts';

const CONNECTION_ACTIONS = {
  ...connections,
  ...typedConnection,
  completeOfPolicy: (wanted: CompanyConnection, token: string) => {
    // First of all, for a browser asks by a person's own act alone. The connection does not wait for the answer.
    const asleep = shownConsoles.value.filter(({ isOfPolicy, granted }) => isOfPolicy && !granted);
    void consoles.requestPermissions(asleep.map(({ host }) => host));
    return typedConnection.completeOfPolicy(wanted, token);
  },
};

const PAGE = { copyText, say };

const DATA_ACTIONS = {
  saveFile: async () =>
    saveFile({
      name: 'sendgate-settings.json',
      type: 'application/json',
      text: await exportSettings(),
    }),
  importSettings,
  eraseSettings,
};

function drawOptions() {
  const kept = shownConnections.value;
  const company = shownPolicy.value;
  const chosen = shownLanguage.value;
  const view = shownView.value;
  document.title = view === NO_ENDPOINT ? t('noEndpoint.title') : t('options.title');
  if (view === NO_ENDPOINT) return <NoEndpoint />;
  return (
    <main class="options">
      <h1>{t('options.title')}</h1>
      {company.flaws.length > 0 && <PolicyFlaws flaws={company.flaws} />}
      <ConnectionsSection
        connections={kept}
        awaited={shownAwaited.value}
        policy={company}
        replacing={findWantedToken(location.hash)}
        clientOf={clientOf}
        actions={CONNECTION_ACTIONS}
        page={PAGE}
      />
      {kept
        .filter(({ session }) => session.role === 'operator')
        .map((connection) => (
          <OperatorLink
            key={connection.id}
            connection={connection}
            onOpen={() => void openOperatorPage(connection.id)}
          />
        ))}
      <ConsolesSection
        builtIn={PROVIDER_CONSOLES}
        added={shownConsoles.value}
        locked={isLocked(company, 'consoles')}
        tabPositions={shownPositions.value}
        actions={consoles}
        page={PAGE}
      />
      <LanguageSection
        language={chosen}
        locked={isLocked(company, 'language')}
        onChoose={(next) => void language.setValue(next)}
      />
      <DataSection actions={DATA_ACTIONS} page={PAGE} />
      <StatusLine said={said.value} />
    </main>
  );
}

await openPageState();
drawPage(drawOptions);
