import { useRef, useState } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { FileProblem, ImportedSettings } from '../../model/settings-file.ts';
import { wordSentences } from '../../wording/series.ts';
import { wordFileProblem } from '../../wording/settings.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { focusHeading } from './focus.ts';
import type { PageServices } from './page-services.ts';
import { Section } from './Section.tsx';
import { TitledNotice } from './TitledNotice.tsx';

export interface DataActions {
  /** Gives the settings file to the browser, which saves it. */
  readonly saveFile: () => Promise<void>;
  readonly importSettings: (text: string) => Promise<Result<ImportedSettings, FileProblem>>;
  readonly eraseSettings: () => Promise<void>;
}

const HEADING = 'data';

interface DataSectionProps {
  readonly actions: DataActions;
  readonly page: PageServices;
}

export function DataSection({ actions, page }: DataSectionProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [error, setError] = useState('');
  const [isAsking, setAsking] = useState(false);
  const tell = (what: string, wrong = '') => {
    page.say(what);
    setError(wrong);
  };
  const take = async (file: File) => {
    const text = await file.text().catch(() => undefined);
    if (text === undefined) return tell('', t('options.fileUnreadable'));
    const imported = await actions.importSettings(text);
    if (!imported.ok) return tell('', wordFileProblem(imported.error));
    const { waiting, withoutLocked } = imported.value;
    const done = waiting === 0 ? t('options.imported') : t('options.importedWaiting', waiting);
    tell(wordSentences(done, withoutLocked ? t('policy.importLocked') : ''));
  };
  return (
    <Section id={HEADING} title={t('options.data')} lead={t('options.dataLead')}>
      {error !== '' && (
        <TitledNotice tone="no" title={t('options.fileTitle')}>
          {error}
        </TitledNotice>
      )}
      <div class="field">
        <div>
          <Button
            onClick={async () => {
              await actions.saveFile();
              tell(t('options.exported'));
            }}
          >
            {t('options.export')}
          </Button>
        </div>
        <p class="small soft">{t('options.exportHint')}</p>
      </div>
      <div class="field">
        <div>
          <Button onClick={() => chooser.current?.click()}>{t('options.import')}</Button>
        </div>
        <input
          ref={chooser}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={t('options.import')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) void take(file);
            // The field is emptied, so that the same file can be chosen a second time.
            event.currentTarget.value = '';
          }}
        />
        <p class="small soft">{t('options.importHint')}</p>
      </div>
      <div>
        <Button kind="link" dangerous onClick={() => setAsking(true)}>
          {t('options.erase')}
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          title={t('options.eraseTitle')}
          confirm={t('options.eraseConfirm')}
          onConfirm={async () => {
            await actions.eraseSettings();
            setAsking(false);
            tell(t('options.erased'));
            focusHeading(HEADING);
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('options.eraseText')}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
