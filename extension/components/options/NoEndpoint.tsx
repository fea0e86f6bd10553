import { t } from '../../wording/translate.ts';
import { Section } from './Section.tsx';

/** Tells people without an endpoint how to get one. The page fetches nothing. */
export function NoEndpoint() {
  return (
    <main class="options">
      <h1>{t('noEndpoint.title')}</h1>
      <Section title={t('noEndpoint.askTitle')}>
        <p>{t('noEndpoint.ask')}</p>
      </Section>
      <Section title={t('noEndpoint.runTitle')}>
        <p>{t('noEndpoint.run')}</p>
        <div>
          <h3>{t('noEndpoint.tryIt')}</h3>
          <pre class="mono">npm ci && npm start</pre>
          <p class="small soft">{t('noEndpoint.tryHint')}</p>
        </div>
        <div>
          <h3>{t('noEndpoint.deploy')}</h3>
          <pre class="mono">npm run deploy</pre>
          <p class="small soft">{t('noEndpoint.deployHint')}</p>
        </div>
      </Section>
      <p>
        {/* To the options themselves. */}
        <a href="#connections">{t('noEndpoint.back')}</a>
      </p>
    </main>
  );
}
