import { expect } from 'chai';
import { activitySchema, filesOf } from '../../../channels/bot-framework/activity-schema.ts';
import { clouds } from '../../../channels/bot-framework/clouds.ts';
import {
  type AttachedBytes,
  type AttachmentSource,
  fetchAttachment,
  type NoAttachment,
} from '../../../channels/bot-framework/fetch-attachment.ts';
import { type StaffAttachment } from '../../../domain/inbound.ts';
import { type FileServer, startFileServer } from '../../support/file-server.ts';

const pdf = Buffer.from('%PDF-1.7\n%…');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
const view = '/v3/attachments/a1/views/original';

describe('files that staff attach in Teams', () => {
  let files: FileServer;
  let tokens: number;

  before(async () => {
    files = await startFileServer({
      '/releve.pdf': { bytes: pdf },
      '/moved': { status: 302, headers: { location: '/releve.pdf' } },
      '/away': { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } },
      '/loop': { status: 302, headers: { location: '/loop' } },
      '/empty.pdf': {},
      '/large.pdf': { bytes: Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]) },
      '/page.pdf': { bytes: Buffer.from('<html><script>') },
      [view]: { bytes: png },
    });
  });
  after(() => files.stop());
  beforeEach(() => {
    tokens = 0;
    files.asked.splice(0);
  });

  const source = (more: Partial<AttachmentSource> = {}): AttachmentSource => ({
    ...{ serviceUrl: `${files.url}/connector/`, hosts: clouds.public.hosts, fileHosts: clouds.public.fileHosts },
    local: true,
    token: () => {
      tokens += 1;
      return Promise.resolve('secret');
    },
    ...more,
  });
  const get = (
    of: Partial<StaffAttachment>,
    more: Partial<AttachmentSource> = {},
  ): Promise<AttachedBytes | NoAttachment> =>
    fetchAttachment(source(more), { at: 'storage', url: `${files.url}/releve.pdf`, name: 'Relevé.pdf', ...of }, 0);

  it('are what their bytes and their name say together', async () => {
    expect(await get({})).to.deep.equal({ name: 'Relevé.pdf', mime: 'application/pdf', bytes: pdf });
    expect(await get({ name: '../../etc/Relevé.PDF' })).to.include({ name: 'Relevé.PDF' });
    expect(await get({ name: 'photo.png' })).to.deep.equal({ why: 'file-kind' });
    expect(await get({ name: 'virus.exe' })).to.deep.equal({ why: 'file-kind' });
    expect(await get({ url: `${files.url}/page.pdf` })).to.deep.equal({ why: 'file-kind' });
    expect(await get({ url: `${files.url}/empty.pdf` })).to.deep.equal({ why: 'file-size' });
    expect(await get({ url: `${files.url}/large.pdf` })).to.deep.equal({ why: 'file-size' });
  });

  it('are followed to where they moved within the storage, and nowhere else', async () => {
    expect(await get({ url: `${files.url}/moved` })).to.include({ mime: 'application/pdf' });
    for (const path of ['/away', '/loop', '/none'])
      expect(await get({ url: `${files.url}${path}` })).to.deep.equal({ why: 'file-unreachable' });
  });

  it('are pictures of the text at the service itself, named by their kind', async () => {
    const picture = { at: 'carrier', url: `${files.url}${view}`, name: null } as const;
    expect(await get(picture)).to.include({ name: 'image-1.png', mime: 'image/png' });
    expect(await get({ ...picture, url: `${files.url}/releve.pdf` })).to.deep.equal({ why: 'file-unreachable' });
    expect(await get(picture, { serviceUrl: 'http://127.0.0.1:1/' })).to.deep.equal({ why: 'file-unreachable' });
    expect(tokens).to.equal(0);
  });

  it('are asked for at no other address than Microsoft’s, and no token goes to one', async () => {
    const proved = { local: false, serviceUrl: 'https://smba.trafficmanager.net/emea/' };
    const strange = [
      `${files.url}/releve.pdf`,
      'http://contoso.sharepoint.com/a.pdf',
      'https://contoso.sharepoint.com.evil.example/a.pdf',
      'https://sharepoint.com@evil.example/a.pdf',
      'https://contoso.sharepoint.com:8443/a.pdf',
      'https://169.254.169.254/a.pdf',
      'file:///etc/passwd',
      'data:application/pdf;base64,JVBERi0=',
      'not an address',
    ];
    for (const url of strange)
      for (const at of ['storage', 'carrier'] as const)
        expect(await get({ url, at }, proved), `${at} ${url}`).to.deep.equal({ why: 'file-unreachable' });
    const elsewhere = [
      'https://smba.trafficmanager.net/emea/v3/conversations/c1/members',
      'https://other.botframework.com/v3/attachments/a/views/original',
    ];
    for (const url of elsewhere)
      expect(await get({ at: 'carrier', url }, proved), url).to.deep.equal({ why: 'file-unreachable' });
    expect(tokens).to.equal(0);
    expect(files.asked).to.deep.equal([]);
  });

  it('are read from a message, whatever else is attached to it', () => {
    const activity = {
      ...{ type: 'message', channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/emea/' },
      ...{ from: { id: '29:x' }, recipient: { id: '28:b' }, conversation: { id: 'c' } },
    };
    const of = (attachments: unknown): readonly StaffAttachment[] =>
      filesOf(activitySchema.parse({ ...activity, attachments }).attachments);
    const download = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: 'a.pdf',
      content: { downloadUrl: 'https://contoso.sharepoint.com/a', uniqueId: 'u', fileType: 'pdf' },
    };
    const html = { contentType: 'text/html', content: '<p>bonjour</p>' };
    const image = {
      contentType: 'image/*',
      contentUrl: 'https://smba.trafficmanager.net/emea/v3/attachments/a/views/original',
    };
    expect(of([html, download, image])).to.deep.equal([
      { at: 'storage', url: download.content.downloadUrl, name: 'a.pdf' },
      { at: 'carrier', url: image.contentUrl, name: null },
    ]);
    for (const odd of [
      undefined,
      null,
      'x',
      [null],
      [[]],
      [{ contentType: 4 }],
      [{ ...download, content: null }],
      [html],
    ])
      expect(of(odd)).to.deep.equal([]);
  });
});
