import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

describe('starting', () => {
  it('refuses production with everything that is wrong in one list, and says so to a supervisor', function () {
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

  it('says what to do when the port is taken, and leaves the database as it found it', async function () {
    this.timeout(300_000); // a whole database is made
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const dataDir = await mkdtemp(join(tmpdir(), 'solde-port-'));
    try {
      const { port } = taken.address() as AddressInfo;
      const env = { PATH: process.env['PATH'], PORT: String(port), DATA_DIR: dataDir };
      const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      expect(await once(child, 'exit'), said).to.deep.equal([78, null]);
      expect(said).to.match(/The port is taken: stop what uses it, or set PORT to another one\./);
      expect(said).not.to.match(/\n\s+at /);
    } finally {
      taken.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
