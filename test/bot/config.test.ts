import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readConfig, settings } from '../../bot/config.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_BASE_URL: 'https://solde.example',
  WEBCHAT_TOKEN_SECRET: 'x'.repeat(32),
};

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  const read = readConfig(env);
  return 'problems' in read ? read.problems : [];
}

describe('settings', () => {
  it('needs nothing on a developer machine', () => {
    const config = readConfig({});
    expect(config).to.include({ PORT: 3978, DATA_DIR: '.data', demo: true, production: false, teams: false });
  });

  it('treats an empty variable as not set, as .env files write it', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', DEMO: '' })).to.include({ PORT: 3978, demo: true });
  });

  it('starts in production with what production needs', () => {
    expect(readConfig(production)).to.include({ production: true, demo: false });
  });

  for (const { name, env, setting } of [
    {
      name: 'Teams without an application id',
      env: { MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' },
      setting: 'MicrosoftAppId',
    },
    {
      name: 'SMS without a token',
      env: { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_SMS_FROM: '+33700000000' },
      setting: 'TWILIO_AUTH_TOKEN',
    },
    { name: 'no secret for web chat tokens', env: { WEBCHAT_TOKEN_SECRET: '' }, setting: 'WEBCHAT_TOKEN_SECRET' },
    {
      name: 'a short secret for web chat tokens',
      env: { WEBCHAT_TOKEN_SECRET: 'short' },
      setting: 'WEBCHAT_TOKEN_SECRET',
    },
    { name: 'demo data', env: { DEMO: 'on' }, setting: 'DEMO' },
    {
      name: 'another host for the carrier',
      env: { TWILIO_API_BASE_URL: 'http://127.0.0.1:1' },
      setting: 'TWILIO_API_BASE_URL',
    },
    { name: 'an address without https', env: { PUBLIC_BASE_URL: 'http://solde.example' }, setting: 'PUBLIC_BASE_URL' },
    { name: 'no public address', env: { PUBLIC_BASE_URL: '' }, setting: 'PUBLIC_BASE_URL' },
  ]) {
    it(`refuses production with ${name}`, () => {
      expect(problemsOf({ ...production, ...env }).join('\n')).to.match(new RegExp(`^${setting} `, 'm'));
    });
  }

  it('lists all problems together, and never a value', () => {
    const problems = problemsOf({
      NODE_ENV: 'production',
      DEMO: 'on',
      TWILIO_SMS_FROM: '+33700000000',
      TWILIO_API_BASE_URL: 'http://secret.example',
    });
    expect(problems.length).to.be.greaterThan(4);
    expect(problems.join('\n')).not.to.match(/\+337|secret\.example/);
  });

  it('documents every setting in .env.example, and no other', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const documented = [...example.matchAll(/^([A-Za-z_]+)=/gm)].map(([, name]) => name);
    expect(documented.sort()).to.deep.equal(Object.keys(settings.shape).sort());
  });
});
