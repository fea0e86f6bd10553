/** The consoles of mail providers beside which the tab stands. To add one, add a row. */
export interface ProviderConsole {
  readonly name: string;
  /** `*.` before one: all below it, and itself. */
  readonly hosts: readonly string[];
  /** The part of them where the tab stands, if it is not the whole. */
  readonly path?: string;
}

export const PROVIDER_CONSOLES: readonly ProviderConsole[] = [
  {
    name: 'Tencent Cloud SES',
    hosts: ['console.tencentcloud.com', 'console.cloud.tencent.com'],
    path: '/ses',
  },
  { name: 'Brevo', hosts: ['app.brevo.com'] },
  { name: 'SendGrid', hosts: ['app.sendgrid.com'] },
  { name: 'Mailgun', hosts: ['app.mailgun.com', 'app.eu.mailgun.com'] },
  { name: 'Postmark', hosts: ['account.postmarkapp.com'] },
  // Of a region, of a session, or of neither.
  { name: 'Amazon SES', hosts: ['*.console.aws.amazon.com'], path: '/ses' },
  {
    name: 'Alibaba Cloud DirectMail',
    hosts: ['dm.console.aliyun.com', 'dm.console.alibabacloud.com'],
  },
];
