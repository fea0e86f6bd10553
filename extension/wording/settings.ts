import type { ConsoleHostProblem } from '../console-hosts.ts';
import type { FileProblem } from '../settings-file.ts';
import { t } from '../translate.ts';

export function wordHostProblem(problem: ConsoleHostProblem): string {
  switch (problem.reason) {
    case 'empty':
      return t('options.hostEmpty');
    case 'not-https':
      return t('options.hostNotHttps');
    case 'port':
      return t('options.hostPort');
    case 'not-a-host':
      return t('options.hostNotAHost');
    case 'built-in':
      return t('options.hostBuiltIn', [problem.provider]);
  }
}

export function wordFileProblem({ pointer, wanted }: FileProblem): string {
  switch (wanted) {
    case 'json':
      return t('options.fileJson');
    case 'settings':
      return t('options.fileSettings');
    case 'known-fields':
      return t('options.fileUnknown', [pointer]);
    case 'right-value':
      return t('options.fileValue', [pointer]);
  }
}
