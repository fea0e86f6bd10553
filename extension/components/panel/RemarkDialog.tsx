import { useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Form } from '../Form.tsx';
import { TextField } from '../TextField.tsx';

interface RemarkDialogProps {
  readonly entries: readonly Entry[];
  readonly onSave: (remark: string) => void;
  readonly onClose: () => void;
}

/** Asks for the remark that several entries get. If they have one in common, it stands there first. */
export function RemarkDialog({ entries, onSave, onClose }: RemarkDialogProps) {
  const [remark, setRemark] = useState(() => {
    const [first, ...others] = new Set(entries.map((entry) => entry.remark));
    return others.length === 0 ? (first ?? '') : '';
  });
  return (
    <Dialog title={t('panel.remarkManyTitle', entries.length)} onClose={onClose}>
      <Form
        class="stack"
        onSubmit={() => {
          onClose();
          onSave(remark);
        }}
      >
        <TextField
          label={t('panel.remark')}
          hint={t('panel.remarkManyHint')}
          value={remark}
          maxLength={MAX_REMARK_CHARACTERS}
          onInput={setRemark}
        />
        <div class="row">
          <Button onClick={onClose}>{t('words.cancel')}</Button>
          <Button kind="primary" submit>
            {t('panel.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
