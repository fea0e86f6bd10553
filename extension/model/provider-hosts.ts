/** The consoles of mail providers beside which the tab stands. To add one, add a row. */
export interface ProviderConsole {
  readonly name: string;
  /** `*.` before one: all below it, and itself. */
  readonly hosts: readonly string[];
  /** The part of them where the tab stands, if it is not the whole. */
  readonly path?: string;
  /** Where its documentation says that SMTP passwords are changed. */
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
    // Of a region, of a session, or of neither.
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
