import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { teamsApp } from '../../documents/teams-app.ts';

const app = {
  appId: '11111111-aaaa-4bbb-8ccc-222222222222',
  url: 'https://solde.example',
  version: '1.2.0',
  groups: false,
};

/** The files of an archive, read by its directory at the end. */
function unzip(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const archive = Buffer.from(bytes);
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const begins = archive.readUInt32LE(at + 42);
    const name = archive.subarray(at + 46, at + 46 + nameLength).toString();
    const from = begins + 30 + archive.readUInt16LE(begins + 26) + archive.readUInt16LE(begins + 28);
    files.set(name, inflateRawSync(archive.subarray(from, from + packed)));
    expect(files.get(name)?.length, name).to.equal(archive.readUInt32LE(at + 24));
    at += 46 + nameLength;
  }
  return files;
}

type Manifest = {
  manifestVersion: string;
  version: string;
  id: string;
  name: { short: string; full: string };
  description: { short: string; full: string };
  accentColor: string;
  developer: Record<string, string>;
  icons: { color: string; outline: string };
  bots: {
    botId: string;
    scopes: string[];
    commandLists: { scopes: string[]; commands: { title: string; description: string }[] }[];
  }[];
  validDomains: string[];
  localizationInfo: { defaultLanguageTag: string; additionalLanguages: { languageTag: string; file: string }[] };
};

describe('the app for Teams', () => {
  const files = unzip(teamsApp(app));
  const json = (name: string): unknown => JSON.parse(files.get(name)?.toString() ?? 'null') as unknown;
  const manifest = json('manifest.json') as Manifest;
  const size = (name: string): readonly number[] => {
    const png = files.get(name) ?? Buffer.alloc(0);
    expect(png.subarray(0, 8).toString('hex'), name).to.equal('89504e470d0a1a0a');
    return [png.readUInt32BE(16), png.readUInt32BE(20)];
  };

  it('is the four files an upload needs, at the top of the archive', () => {
    expect([...files.keys()]).to.deep.equal(['manifest.json', 'en.json', 'color.png', 'outline.png']);
    expect(manifest.icons).to.deep.equal({ color: 'color.png', outline: 'outline.png' });
    expect(size('color.png')).to.deep.equal([192, 192]);
    expect(size('outline.png')).to.deep.equal([32, 32]);
  });

  it('keeps to what Teams allows: versions, ids, lengths, addresses', () => {
    expect(Number(manifest.manifestVersion)).to.be.within(1.16, 1.99);
    expect(manifest.version).to.equal('1.2.0');
    expect([manifest.id, manifest.bots[0]?.botId]).to.deep.equal([app.appId, app.appId]);
    expect(manifest.name.short.length).to.be.within(1, 30);
    expect(manifest.name.full.length).to.be.within(1, 100);
    expect(manifest.description.short.length).to.be.within(1, 80);
    expect(manifest.description.full.length).to.be.within(1, 4_000);
    expect(manifest.accentColor).to.match(/^#[0-9A-F]{6}$/i);
    expect(manifest.validDomains).to.deep.equal(['solde.example']);
    for (const [what, url] of Object.entries(manifest.developer))
      if (what !== 'name') expect(url).to.match(/^https:\/\//);
  });

  it('is a person’s own, with at most ten commands; groups only when it was asked for', () => {
    const [bot] = manifest.bots;
    expect(bot?.scopes).to.deep.equal(['personal']);
    const [list] = bot?.commandLists ?? [];
    expect(list?.commands.length).to.be.within(3, 10);
    for (const { title, description } of list?.commands ?? []) {
      expect(title.length, title).to.be.within(1, 32);
      expect(description.length, description).to.be.within(1, 128);
    }
    const open = JSON.parse(
      unzip(teamsApp({ ...app, groups: true }))
        .get('manifest.json')
        ?.toString() ?? '',
    ) as Manifest;
    expect(open.bots[0]?.scopes).to.deep.equal(['personal', 'groupChat', 'team']);
  });

  it('says everything in English too', () => {
    expect(manifest.localizationInfo).to.deep.equal({
      defaultLanguageTag: 'fr',
      additionalLanguages: [{ languageTag: 'en', file: 'en.json' }],
    });
    const english = json('en.json') as Record<string, string>;
    const commands = manifest.bots[0]?.commandLists[0]?.commands ?? [];
    const wanted = ['name.short', 'name.full', 'description.short', 'description.full'].concat(
      commands.flatMap((_command, index) =>
        ['title', 'description'].map((part) => `bots[0].commandLists[0].commands[${index}].${part}`),
      ),
    );
    expect(
      Object.keys(english)
        .filter((key) => key !== '$schema')
        .toSorted(),
    ).to.deep.equal(wanted.toSorted());
    for (const key of wanted) expect(english[key]?.length, key).to.be.greaterThan(2);
    expect(english['description.short']?.length).to.be.at.most(80);
  });

  it('is the same file whenever it is made', () => {
    expect(Buffer.from(teamsApp(app)).equals(Buffer.from(teamsApp(app)))).to.equal(true);
  });
});
