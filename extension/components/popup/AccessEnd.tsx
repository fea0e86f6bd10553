import { useState } from 'preact/hooks';
import type { Session } from '../../../shared/api.ts';
import { findAccessEnd } from '../../model/access-end.ts';
import type { Connection } from '../../model/connection.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { wordEnd } from '../../wording/time.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useNow } from '../useNow.ts';
import { useRequest } from '../useRequest.ts';

const MINUTE_MS = 60_000;

interface AccessEndProps {
  readonly connection: Connection;
  readonly onRenew: () => ApiAnswer<Session>;
}

/** Says that access ends soon, and offers to renew it. */
export function AccessEnd({ connection, onRenew }: AccessEndProps) {
  const now = useNow(MINUTE_MS);
  const [renewed, setRenewed] = useState<Session | null>(null);
  const { trouble, underWay, send } = useRequest();
  const end = findAccessEnd(connection, now);
  if (renewed?.expiresAt) {
    return (
      <section class="access" aria-label={t('access.title')}>
        <Notice tone="ok" live="status">
          {t('access.renewed', [wordEnd(Date.parse(renewed.expiresAt), now)])}
        </Notice>
      </section>
    );
  }
  if (end === null) return null;
  return (
    <section class="access stack" aria-label={t('access.title')}>
      <Notice tone="warn">
        <strong>{t('access.ends', [wordEnd(end, now)])}</strong>
        {sentenceGap()}
        {connection.session.role === 'manager' ? (
          <>
            {t('access.renewText')}{' '}
            <Button kind="link" disabled={underWay} onClick={() => void send(onRenew, setRenewed)}>
              {t('access.renew')}
            </Button>
            {underWay && <Spinner />}
          </>
        ) : (
          t('access.ask')
        )}
      </Notice>
      {trouble && (
        <TroubleNotice
          trouble={trouble}
          endpoint={connection.endpoint}
          full={t('operator.tokenLimit')}
        />
      )}
    </section>
  );
}
