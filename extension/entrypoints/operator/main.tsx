import { signal } from '@preact/signals-core';
import { browser } from 'wxt/browser';
import { NoOperator } from '../../components/operator/NoOperator.tsx';
import { OperatorPage } from '../../components/operator/OperatorPage.tsx';
import { type Said, StatusLine } from '../../components/options/StatusLine.tsx';
import { sharedLists } from '../../endpoint/shared-lists.ts';
import type { Connection } from '../../model/connection.ts';
import { clientOf } from '../../page/client-of.ts';
import { copyText } from '../../page/copy-text.ts';
import { drawPage } from '../../page/draw-page.tsx';
import { followLanguage } from '../../page/shown-language.ts';
import { setShownAccounts } from '../../storage/connections.ts';
import { connections } from '../../storage/settings.ts';
import { t } from '../../wording/translate.ts';

const kept = signal<readonly Connection[]>([]);
const said = signal<Said>({ text: '' });
/** The id of the chosen connection. It is the end of the page's address. */
const chosen = signal(readChosen());

const PAGE = {
  copyText,
  say: (text: string) => {
    said.value = { text };
  },
};

const calls = new Map<ReturnType<typeof clientOf>, ReturnType<typeof sharedLists>>();

/** Returns the same calls for the same endpoint and token, so that nothing is read again without need. */
function listsOf(connection: Connection): ReturnType<typeof sharedLists> {
  const client = clientOf(connection);
  const known = calls.get(client) ?? sharedLists(client);
  calls.set(client, known);
  return known;
}

function readChosen(): string {
  return decodeURIComponent(location.hash.slice(1));
}

function openOptions(): void {
  void browser.runtime.openOptionsPage();
}

function drawOperator() {
  const operators = kept.value.filter(({ session }) => session.role === 'operator');
  const connection = operators.find(({ id }) => id === chosen.value) ?? operators[0];
  document.title = t('operator.pageTitle');
  if (connection === undefined) return <NoOperator onOptions={openOptions} />;
  return (
    <>
      {/* Each deployment gets its own component, so work for one never continues for another. */}
      <OperatorPage
        key={connection.id}
        connection={connection}
        connections={operators}
        client={clientOf(connection)}
        lists={listsOf(connection)}
        onShow={(accounts) => setShownAccounts(connection.id, accounts)}
        onChoose={({ id }) => {
          location.hash = encodeURIComponent(id);
        }}
        onOptions={openOptions}
        page={PAGE}
      />
      <StatusLine said={said.value} />
    </>
  );
}

connections.watch((value) => {
  kept.value = value;
});
addEventListener('hashchange', () => {
  chosen.value = readChosen();
});
const [value] = await Promise.all([connections.getValue(), followLanguage('full')]);
kept.value = value;
drawPage(drawOperator);
