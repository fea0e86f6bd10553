import { isSharedList } from '../../model/listed-place.ts';
import type { PanelView } from '../../model/panel-target.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { PlaceHeader } from '../PlaceHeader.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { Welcome } from '../Welcome.tsx';
import { DrawerAnswer } from './DrawerAnswer.tsx';
import { DrawerList } from './DrawerList.tsx';
import type { DrawerProps } from './drawer-props.ts';

/**
 * The list beside a console, in a frame on its page. The page may lay anything over the frame, so a click may go to
 * something that the person does not see. The only change is therefore to add this browser's address to a list that
 * is on. Everything else opens in a window.
 */
export function Drawer(props: DrawerProps) {
  const { connections, place, endpoint, snapshot, list, unseenAlerts, actions } = props;
  if (place === null) {
    return (
      <Welcome
        connected={connections.length > 0}
        ofPolicy={props.ofPolicy}
        onStart={actions.openOptions}
      />
    );
  }
  const trouble = snapshot?.trouble ?? null;
  return (
    <div class="panel">
      <PlaceHeader connections={connections} place={place} snapshot={snapshot} />
      <main class="panel-main">
        {trouble && (
          <div class="panel-notice">
            <TroubleNotice
              trouble={trouble}
              endpoint={endpoint}
              isMain
              knownAt={snapshot?.at ?? 0}
              onRetry={actions.refresh}
              onOptions={actions.openOptions}
            />
          </div>
        )}
        {snapshot?.suspended && (
          <div class="panel-notice">
            <Notice tone="no">{t('status.suspended', [place.account])}</Notice>
          </div>
        )}
        {snapshot && list ? (
          <>
            <DrawerAnswer {...props} snapshot={snapshot} list={list} />
            <DrawerList
              list={list}
              addresses={snapshot.addresses}
              refreshing={props.refreshing}
              actions={actions}
              onAdd={props.canChange ? () => actions.openPanel('add') : undefined}
            />
          </>
        ) : (
          <div class="body waiting">{trouble === null && <Spinner />}</div>
        )}
      </main>
      <footer class="foot stack">
        <p class="small soft">{t('drawer.why')}</p>
        <nav class="row wrap" aria-label={t('drawer.views')}>
          {viewsOf(place.account).map((view) => (
            <Button key={view} kind="link" onClick={() => actions.openPanel(view)}>
              {wordView(view)}
              {view === 'alerts' && unseenAlerts > 0 && ` · ${t('alerts.unseen', unseenAlerts)}`}
            </Button>
          ))}
          <Button kind="link" onClick={actions.openOptions}>
            {t('words.options')}
          </Button>
        </nav>
      </footer>
    </div>
  );
}

const VIEWS = ['allowlist', 'senders', 'alerts', 'history'] as const;

/** A shared list has no senders. */
function viewsOf(account: string) {
  return VIEWS.filter((view) => view !== 'senders' || !isSharedList(account));
}

const WORDS = {
  allowlist: 'panel.allowlist',
  senders: 'panel.senders',
  alerts: 'alerts.tab',
  history: 'panel.history',
} as const satisfies Record<Exclude<PanelView, 'add' | 'own'>, string>;

function wordView(view: (typeof VIEWS)[number]): string {
  return t(WORDS[view]);
}
