import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface HiddenTabsProps {
  readonly hosts: readonly string[];
  readonly onShow: (host: string) => Promise<void>;
}

export function HiddenTabs({ hosts, onShow }: HiddenTabsProps) {
  return (
    <div>
      <h3>{t('options.hiddenTabs')}</h3>
      <ul class="rows">
        {hosts.map((host) => (
          <li key={host} class="row spread">
            <span class="breaking">{host}</span>
            <Button
              kind="link"
              label={t('options.showTabLabel', [host])}
              onClick={() => void onShow(host)}
            >
              {t('options.showTab')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
