import type { ConsoleHostProblem } from '../model/console-hosts.ts';
import type { FileProblem } from '../model/settings-file.ts';
import { t } from './translate.ts';

const HOST_PROBLEMS = {
  empty: 'options.hostEmpty',
  'not-https': 'options.hostNotHttps',
  port: 'options.hostPort',
  'not-a-host': 'options.hostNotAHost',
  'built-in': 'options.hostBuiltIn',
} as const satisfies Record<ConsoleHostProblem['reason'], string>;

export function wordHostProblem(problem: ConsoleHostProblem): string {
  return t(HOST_PROBLEMS[problem.reason], ['provider' in problem ? problem.provider : '']);
}

const FILE_PROBLEMS = {
  json: 'options.fileJson',
  settings: 'options.fileSettings',
  'known-fields': 'options.fileUnknown',
  'right-value': 'options.fileValue',
} as const satisfies Record<FileProblem['wanted'], string>;

export function wordFileProblem({ pointer, wanted }: FileProblem): string {
  return t(FILE_PROBLEMS[wanted], [pointer]);
}
