import type { AddedConsole } from '../../model/added-console.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';
import type { ConsoleActions } from './console-actions.ts';
import { focusHeading } from './focus.ts';
import type { PageServices } from './page-services.ts';

interface AddedConsolesProps {
  readonly consoles: readonly AddedConsole[];
  /** True if no console can be removed. */
  readonly locked: boolean;
  readonly actions: Pick<ConsoleActions, 'removeConsole' | 'requestPermission'>;
  readonly page: PageServices;
}

const HEADING = 'added-consoles';

export function AddedConsoles({ consoles, locked, actions, page }: AddedConsolesProps) {
  const remove = async (host: string) => {
    await actions.removeConsole(host);
    page.say(t('options.hostRemoved', [host]));
    focusHeading(HEADING);
  };
  const grant = async (host: string) => {
    const granted = await actions.requestPermission(host);
    page.say(granted ? t('options.hostAdded', [host]) : t('options.hostAsleep'));
  };
  return (
    <div>
      <h3 id={HEADING} tabIndex={-1}>
        {t('options.added')}
      </h3>
      {consoles.length === 0 && <p class="soft">{t('options.addedNone')}</p>}
      {consoles.length > 0 && (
        <ul class="rows">
          {consoles.map(({ host, granted, isOfPolicy }) => (
            <li key={host} class="row spread wrap">
              <span class="breaking">
                {host}
                {isOfPolicy && <span class="small soft"> · {t('policy.byCompany')}</span>}
              </span>
              <span class="row wrap">
                {!granted && (
                  <>
                    <Chip tone="warn" sign="!" word={t('options.hostAsleep')} />
                    <Button
                      kind="link"
                      label={t('options.hostGrantLabel', [host])}
                      onClick={() => void grant(host)}
                    >
                      {t('options.hostGrant')}
                    </Button>
                  </>
                )}
                {!isOfPolicy && !locked && (
                  <Button
                    kind="link"
                    dangerous
                    label={t('options.hostRemoveLabel', [host])}
                    onClick={() => void remove(host)}
                  >
                    {t('options.hostRemove')}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
