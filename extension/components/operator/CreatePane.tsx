import type { ComponentProps } from 'preact';
import { t } from '../../wording/translate.ts';
import { CreateAccountForm } from './CreateAccountForm.tsx';
import { PaneFrame } from './PaneFrame.tsx';

interface CreatePaneProps extends ComponentProps<typeof CreateAccountForm> {
  readonly onClose: () => void;
}

export function CreatePane({ onClose, ...form }: CreatePaneProps) {
  return (
    <PaneFrame
      title={t('operator.create')}
      back={t('operator.back')}
      takesFocus={false}
      onClose={onClose}
    >
      <CreateAccountForm {...form} />
    </PaneFrame>
  );
}
