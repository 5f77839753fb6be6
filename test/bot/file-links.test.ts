import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type FileStore, makeFileLinks, type ShownFile } from '../../bot/file-links.ts';
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
    used: (_creditorId, hashes) => Promise.resolve(new Set(hashes.filter((hash) => taken.has(hash)))),
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

  it('is new each time it is sent', () => {
    const { links, creditorId, file, token } = rig();
    expect(links.tokenFor(creditorId, file, 'en')).not.to.equal(token);
  });

  describe('in a conversation', () => {
    const shownIn = ({ creditorId, file, time }: ReturnType<typeof rig>, conversationId = 'c'): ShownFile => {
      return { creditorId, conversationId, file, language: 'fr', since: time.now };
    };

    it('is the same each time it is shown, until its last hour, and always lives for an hour', async () => {
      const given = rig();
      const shown = shownIn(given);
      const first = given.links.firstToken(shown);
      const hour = 60 * 60_000;
      for (let passed = 0; passed < 23; passed += 1) {
        expect(await given.links.tokensOf([shown]), `${passed} h`).to.deep.equal([first]);
        given.time.now += hour;
      }
      for (let passed = 0; passed < 50; passed += 1) {
        const [token = ''] = await given.links.tokensOf([shown]);
        expect(token).to.not.equal(first);
        given.time.now += hour - 60_000;
        expect(await given.links.look(token)).to.not.equal(null);
        given.time.now += 23 * hour + 60_000;
        expect(await given.links.look(token), 'a day later').to.equal(null);
      }
    });

    it('is another in another conversation', () => {
      const given = rig();
      expect(given.links.firstToken(shownIn(given, 'a'))).to.not.equal(given.links.firstToken(shownIn(given, 'b')));
    });

    it('is another once it was used, as often as it is used, and takes no other file along', async () => {
      const given = rig();
      const { links } = given;
      const shown = shownIn(given);
      const beside = { ...shown, file: { ...shown.file, ref: { kind: 'blob' as const, blobId: randomUUID() } } };
      const seen = new Set<string>();
      const [, untouched] = await links.tokensOf([shown, beside]);
      for (let times = 0; times < 25; times += 1) {
        const [token = '', other] = await links.tokensOf([shown, beside]);
        expect(other).to.equal(untouched);
        expect(await links.take(token), `${times}`).to.not.equal(null);
        seen.add(token);
      }
      expect(seen.size).to.equal(25);
      expect(await links.tokensOf([])).to.deep.equal([]);
    });
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
