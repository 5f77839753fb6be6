import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type FileStore, makeFileLinks } from '../../bot/file-links.ts';
import { type FileLink } from '../../domain/message.ts';

const day = 24 * 60 * 60_000;

function rig() {
  const time = { now: Date.UTC(2026, 10, 22) };
  const taken = new Set<string>();
  const asked: { creditorId: string; blobId: string }[] = [];
  const store: FileStore = {
    look: (link) => {
      asked.push(link);
      return Promise.resolve({ name: 'plan.pdf', creditorName: 'Lumio' });
    },
    take: ({ tokenHash }) => {
      const first = !taken.has(tokenHash);
      taken.add(tokenHash);
      return Promise.resolve(first ? { name: 'plan.pdf', mime: 'application/pdf', bytes: new Uint8Array(3) } : null);
    },
  };
  const links = makeFileLinks(store, new Uint8Array(32).fill(7), () => time.now);
  const creditorId = randomUUID();
  const file: FileLink = { ref: { kind: 'blob', blobId: randomUUID() }, name: 'plan.pdf', mime: 'application/pdf' };
  return { time, links, asked, creditorId, file, token: links.tokenFor(creditorId, file, 'en') };
}

describe('a link to a file', () => {
  it('finds the file it was made for, in its language', async () => {
    const { links, token, asked, creditorId, file } = rig();
    expect(await links.look(token)).to.deep.equal({ name: 'plan.pdf', creditorName: 'Lumio', language: 'en' });
    expect(asked[0]).to.include({ creditorId, blobId: file.ref.blobId });
  });

  it('fits in a web address whatever the router, and in an SMS', () => {
    expect(rig().token.length).to.be.lessThan(100);
  });

  it('is new each time the conversation is shown', () => {
    const { links, creditorId, file, token } = rig();
    expect(links.tokenFor(creditorId, file, 'en')).not.to.equal(token);
  });

  it('is consumed by taking, never by looking', async () => {
    const { links, token } = rig();
    await links.look(token);
    await links.look(token);
    expect(await links.take(token)).not.to.equal(null);
    expect(await links.take(token)).to.equal(null);
  });

  it('expires after a day', async () => {
    const { links, token, time } = rig();
    time.now += day - 60_000;
    expect(await links.look(token)).not.to.equal(null);
    time.now += 60_000;
    expect(await links.look(token)).to.equal(null);
    expect(await links.take(token)).to.equal(null);
  });

  it('is worth nothing when any character differs', async () => {
    const { links, token } = rig();
    for (let at = 0; at < token.length; at += 1) {
      const other = token.charAt(at) === 'A' ? 'B' : 'A';
      expect(await links.take(token.slice(0, at) + other + token.slice(at + 1)), `character ${at}`).to.equal(null);
    }
    for (const text of ['', '.', 'A', `${token}AAAA`, token.slice(0, -4)])
      expect(await links.take(text)).to.equal(null);
  });
});
