import { expect } from 'chai';
import { confirmation, copyOfAccount, holderByPhone } from './accounts.ts';
import { startTarget, type Target } from './target.ts';

/** The link under an agreement: previews consume nothing, its holder takes the file once, nothing near it opens anything (T37). */
describe('a link to a document', function () {
  let service: Target;

  before(async () => {
    service = await startTarget();
  });

  after(() => service.stop());

  async function agreement(): Promise<string> {
    const person = await holderByPhone(service, await copyOfAccount(service, [18_450]));
    await person.say('payer en 3 fois');
    const { text } = await person.say(confirmation(person));
    const path = /https?:\/\/[^/\s]+(\/f\/[\w.-]+)/.exec(text)?.[1];
    expect(path, text).to.be.a('string');
    return `${service.url}${path ?? ''}`;
  }

  it('is opened by previews and scanners without being consumed, and taken once', async () => {
    const url = await agreement();
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET', 'PUT', 'DELETE', 'PATCH']) await fetch(url, { method });
    const page = await fetch(url);
    expect(page.status).to.equal(200);
    expect(await page.text())
      .to.match(/<form method="post">/)
      .and.not.to.match(/184,50|FA-2019|script/);
    const taken = await Promise.all(Array.from({ length: 8 }, () => fetch(url, { method: 'POST' })));
    expect(taken.filter(({ status }) => status === 200)).to.have.lengthOf(1);
    expect(taken.filter(({ status }) => status === 404)).to.have.lengthOf(7);
    const file = taken.find(({ status }) => status === 200);
    expect(file?.headers.get('content-type')).to.equal('application/pdf');
    expect(file?.headers.get('content-disposition')).to.match(/^attachment; filename="[\w.-]+\.pdf"/);
    expect(file?.headers.get('cache-control')).to.equal('no-store');
    expect(
      Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).to.equal('%PDF-');
    expect((await fetch(url)).status).to.equal(404);
  });

  it('opens nothing when anything in it differs', async () => {
    const url = await agreement();
    const token = url.slice(url.lastIndexOf('/') + 1);
    const swap = (at: number): string => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    const others = [
      ...Array.from({ length: token.length }, (_, at) => swap(at)),
      ...[
        '',
        '.',
        'x',
        token.toUpperCase(),
        `${token}A`,
        `${token}=`,
        `${token}.`,
        token.slice(1),
        `%00${token}`,
        `${token}%0a`,
      ],
      ...['..%2f..%2fetc%2fpasswd', '__proto__', 'A'.repeat(5_000), encodeURIComponent('é'.repeat(50))],
    ].filter((other) => other !== token);
    for (const other of others) {
      for (const method of ['GET', 'POST']) {
        const { status } = await fetch(`${url.slice(0, url.lastIndexOf('/') + 1)}${other}`, { method });
        expect(status, `${method} ${other}`).to.be.oneOf([400, 404, 405, 414]);
      }
    }
    expect((await fetch(url, { method: 'POST' })).status).to.equal(200);
  });

  it('is worth nothing once its file is in quarantine', async () => {
    await service.sql('CREATE TABLE blobs_before AS SELECT id FROM blobs');
    const url = await agreement();
    await service.sql("UPDATE blobs SET quarantine = 'test' WHERE id NOT IN (SELECT id FROM blobs_before)");
    expect((await fetch(url)).status).to.equal(404);
    expect((await fetch(url, { method: 'POST' })).status).to.equal(404);
  });
});
