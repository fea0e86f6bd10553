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
  /** The time of the login in milliseconds since the epoch. Undefined if it is not known. */
  readonly at: number | undefined;
  readonly isDealtWith: boolean;
  /** The pages on which passwords are changed. The account's provider comes first if it is known. */
  readonly pages: readonly PasswordPage[];
  /** The name of the account's provider. Null if it is not known. */
  readonly provider: string | null;
  /** Marks the alert as dealt with. Absent if there is no alert to mark. */
  readonly onDone: (() => void) | undefined;
  readonly onHistory: () => void;
  readonly onOptions: () => void;
  readonly onBack: () => void;
}

/** Explains that somebody else has the password, and lists what to do about it. The most helpful step comes first. */
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
