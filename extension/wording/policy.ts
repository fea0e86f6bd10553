import type { Language } from '../model/language.ts';
import type { CompanyConnection, PolicyFlaw } from '../model/policy.ts';
import { nameDeployment } from './deployment.ts';
import { t } from './translate.ts';

const FLAWS = {
  'known-field': 'policy.flawUnknown',
  object: 'policy.flawObject',
  array: 'policy.flawList',
  string: 'policy.flawText',
  choice: 'policy.flawChoice',
  present: 'policy.flawMissing',
  endpoint: 'policy.flawEndpoint',
  account: 'policy.flawAccount',
  console: 'policy.flawConsole',
} as const satisfies Record<PolicyFlaw['wanted'], string>;

export function wordPolicyFlaw({ pointer, wanted }: PolicyFlaw): string {
  return t(FLAWS[wanted], [pointer]);
}

/** The account; where that is whichever the token is of, the deployment. */
export function nameOfPolicy({ endpoint, account }: CompanyConnection): string {
  return account ?? nameDeployment(endpoint);
}

/** Each in its own language: to be found by those who can't read the other. */
export function nameLanguage(language: Language): string {
  switch (language) {
    case 'browser':
      return t('options.languageBrowser');
    case 'en':
      return 'English';
    case 'zh_CN':
      return '简体中文';
  }
}
