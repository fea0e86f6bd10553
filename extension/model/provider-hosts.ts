/** The consoles of mail providers on which the extension shows its tab. To add a provider, add a row. */
export interface ProviderConsole {
  readonly name: string;
  /** A host that begins with `*.` covers that host and all hosts below it. */
  readonly hosts: readonly string[];
  /** The path below which the tab is shown. Absent if it is shown on all pages. */
  readonly path?: string;
  /** The page that changes SMTP passwords, according to the provider's documentation. */
  readonly passwordPage: string;
}

export const PROVIDER_CONSOLES: readonly ProviderConsole[] = [
  {
    name: 'Tencent Cloud SES',
    hosts: ['console.tencentcloud.com', 'console.cloud.tencent.com'],
    path: '/ses',
    passwordPage: 'https://console.cloud.tencent.com/ses/address',
  },
  {
    name: 'Brevo',
    hosts: ['app.brevo.com'],
    passwordPage: 'https://app.brevo.com/settings/keys/smtp',
  },
  {
    name: 'SendGrid',
    hosts: ['app.sendgrid.com'],
    passwordPage: 'https://app.sendgrid.com/settings/api_keys',
  },
  {
    name: 'Mailgun',
    hosts: ['app.mailgun.com', 'app.eu.mailgun.com'],
    passwordPage: 'https://app.mailgun.com/mg/sending/domains',
  },
  {
    name: 'Postmark',
    hosts: ['account.postmarkapp.com'],
    passwordPage: 'https://account.postmarkapp.com/servers',
  },
  {
    name: 'Amazon SES',
    // The host has the name of a region or of a session before it, or neither.
    hosts: ['*.console.aws.amazon.com'],
    path: '/ses',
    passwordPage: 'https://console.aws.amazon.com/ses/home#/smtp',
  },
  {
    name: 'Alibaba Cloud DirectMail',
    hosts: ['dm.console.aliyun.com', 'dm.console.alibabacloud.com'],
    passwordPage: 'https://dm.console.aliyun.com/',
  },
];
