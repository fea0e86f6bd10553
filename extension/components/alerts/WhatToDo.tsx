import { Fragment } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import type { PasswordPage } from './alert-actions.ts';

interface WhatToDoProps {
  readonly account: string;
  readonly address: string;
  /** When they logged in, milliseconds since the epoch; undefined where that is not known. */
  readonly at: number | undefined;
  readonly isDealtWith: boolean;
  /** The provider's, where it is known which one that is; then the others'. */
  readonly pages: readonly PasswordPage[];
  /** The one of them that is the account's. */
  readonly provider: string | null;
  /** Absent where there is no alert to be marked. */
  readonly onDone: (() => void) | undefined;
  readonly onHistory: () => void;
  readonly onOptions: () => void;
  readonly onBack: () => void;
}

/** Somebody else has the password: what that means, and what to do about it, in the order in which it helps. */
export function WhatToDo(props: WhatToDoProps) {
  const { account, address, at, provider, pages, isDealtWith, onDone } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const own = pages.find((page) => page.provider === provider);
  return (
    <section class="filling body stack">
      <h2 ref={heading} tabIndex={-1}>
        {t('leak.title', [account])}
      </h2>
      <p>
        {at === undefined
          ? t('leak.happened', [address])
          : t('leak.happenedAt', [address, wordMoment(at, Date.now())])}
      </p>
      <ol class="steps stack">
        <li>
          <p>{t('leak.change')}</p>
          {own ? (
            <PageLink url={own.url} text={t('leak.changeAt', [own.provider])} />
          ) : (
            <p class="soft small">
              {t('leak.changeElsewhere')}{' '}
              {pages.map((page, index) => (
                <Fragment key={page.provider}>
                  {index > 0 && ' · '}
                  <PageLink url={page.url} text={page.provider} />
                </Fragment>
              ))}
            </p>
          )}
        </li>
        <li>{t('leak.senders')}</li>
        <li>
          <p>{t('leak.history')}</p>
          <Button kind="link" onClick={props.onHistory}>
            {t('leak.openHistory')}
          </Button>
        </li>
        <li>
          <p>{t('leak.tokens')}</p>
          <Button kind="link" onClick={props.onOptions}>
            {t('leak.openTokens')}
          </Button>
        </li>
      </ol>
      <div class="row">
        <Button onClick={props.onBack}>{t('alerts.back')}</Button>
        {onDone && !isDealtWith && (
          <Button kind="primary" onClick={onDone}>
            {t('leak.done')}
          </Button>
        )}
      </div>
      <div class="one-line" role="status">
        {isDealtWith && <Notice tone="ok">{t('leak.isDone')}</Notice>}
      </div>
    </section>
  );
}

function PageLink({ url, text }: { url: string; text: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
