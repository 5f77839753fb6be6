import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

describe('starting', () => {
  it('refuses production with everything that is wrong in one list, and says so to a supervisor', function () {
    this.timeout(30_000);
    const env = {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      DEMO: 'on',
      TWILIO_SMS_FROM: '+33700000000',
      MicrosoftAppType: 'SingleTenant',
    };
    const started = spawnSync(process.execPath, [main], { env, encoding: 'utf8' });
    expect(started.status).to.equal(78);
    expect(started.stdout).to.equal('');
    for (const setting of ['WEBCHAT_TOKEN_SECRET', 'PUBLIC_BASE_URL', 'DEMO', 'TWILIO_AUTH_TOKEN', 'MicrosoftAppId']) {
      expect(started.stderr).to.match(new RegExp(`^ {2}- ${setting} `, 'm'));
    }
  });
});
