import { expect } from 'chai';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { call, type Caller, openConversation } from './chat-caller.ts';

const png = (width: number, height: number): Buffer => {
  const bytes = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
const jpeg = (width: number, height: number): Buffer => {
  const bytes = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108000000000301220002110103110100', 'hex');
  bytes.writeUInt16BE(height, 25);
  bytes.writeUInt16BE(width, 27);
  return bytes;
};
const webp = Buffer.from('524946461a000000574542505650384c0d0000002f00000010071011118888fe0700', 'hex');
const heic = Buffer.from('00000018667479706865696300000000', 'hex');
const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n');
const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

const formOf = (files: readonly (readonly [string, Buffer, string?])[], activity?: object | string): FormData => {
  const form = new FormData();
  if (activity !== undefined) {
    const text = typeof activity === 'string' ? activity : JSON.stringify(activity);
    form.append('activity', new Blob([text], { type: 'application/vnd.microsoft.activity' }));
  }
  for (const [name, bytes, type] of files)
    form.append('file', new Blob([new Uint8Array(bytes)], { type: type ?? '' }), name);
  return form;
};

describe('Direct Line upload', () => {
  let server: ChatServer;
  let chat: Caller;
  before(async () => {
    server = await startChatServer({ limits: { uploadsPerConversation: { burst: 100, perMinute: 1 } } });
  });
  after(() => server.stop());
  beforeEach(async () => {
    server.backend.requests.length = 0;
    chat = await openConversation(server);
  });

  describe('takes', () => {
    const taken: [string, string, Buffer, string][] = [
      ['a PNG', 'photo.png', png(4000, 3000), 'image/png'],
      ['a JPEG', 'IMG_0001.JPG', jpeg(4000, 3000), 'image/jpeg'],
      ['a JPEG without a readable size', 'a.jpeg', Buffer.from('ffd8ffdb0043', 'hex'), 'image/jpeg'],
      ['a WebP', 'a.webp', webp, 'image/webp'],
      ['a HEIC', 'IMG.HEIC', heic, 'image/heic'],
      ['a PDF', 'bon de livraison.pdf', pdf, 'application/pdf'],
      ['a PDF called a picture by the browser', 'x.pdf', pdf, 'application/pdf'],
    ];
    for (const [what, name, bytes, mime] of taken) {
      it(what, async () => {
        const { status } = await chat.upload(formOf([[name, bytes, 'image/gif']], { type: 'message', text: 'voici' }));
        expect(status).to.equal(200);
        const [request] = server.backend.requests;
        expect(request!.files.map((file) => [file.name, file.mime, file.bytes.length])).to.deep.equal([
          [name, mime, bytes.length],
        ]);
        expect(request!.activity.attachments).to.deep.equal([{ contentType: mime, name }]);
        expect(request!.activity.text).to.equal('voici');
        expect(request!.userId).to.not.equal('dl_else');
      });
    }

    it('five files without a word', async () => {
      const files = Array.from({ length: 5 }, (_, n) => [`p${n}.png`, png(1, 1)] as const);
      expect((await chat.upload(formOf(files))).status).to.equal(200);
      expect(server.backend.requests[0]!.files).to.have.length(5);
    });
  });

  describe('refuses', () => {
    const refused: [string, [string, Buffer][], number][] = [
      ['an empty file', [['a.png', Buffer.alloc(0)]], 400],
      ['no file', [], 400],
      ['HTML called a picture', [['a.png', Buffer.from('<html><script>1</script>')]], 415],
      ['SVG', [['a.svg', svg]], 415],
      ['SVG called a picture', [['a.png', svg]], 415],
      ['a GIF that is a script', [['a.gif', Buffer.from('GIF89a/*'.padEnd(64, ' '))]], 415],
      ['the test virus', [['eicar.com', eicar]], 415],
      ['the test virus called a PDF', [['eicar.pdf', eicar]], 415],
      ['an archive', [['a.zip', Buffer.from('504b0304', 'hex')]], 415],
      ['a picture called a program', [['a.jpg.exe', jpeg(1, 1)]], 415],
      ['a picture called another kind of picture', [['a.jpg', png(1, 1)]], 415],
      ['no extension', [['png', png(1, 1)]], 415],
      ['a PNG of 65,000 by 65,000', [['a.png', png(65_000, 65_000)]], 413],
      ['a JPEG of 60,000 by 60,000', [['a.jpg', jpeg(60_000, 60_000)]], 413],
      ['11 MB', [['a.pdf', Buffer.concat([pdf, Buffer.alloc(11 * 1024 * 1024)])]], 413],
      ['six files', Array.from({ length: 6 }, (_, n) => [`p${n}.png`, png(1, 1)] as [string, Buffer]), 413],
      [
        'one bad file among good ones',
        [
          ['a.png', png(1, 1)],
          ['b.svg', svg],
        ],
        415,
      ],
      [
        'four files of 9 MB',
        Array.from({ length: 4 }, (_, n) => [`${n}.pdf`, Buffer.concat([pdf, Buffer.alloc(9e6)])] as [string, Buffer]),
        413,
      ],
    ];
    for (const [what, files, expected] of refused) {
      it(what, async () => {
        const { status } = await chat.upload(formOf(files, { type: 'message' }));
        expect(status).to.equal(expected);
        expect(server.backend.requests).to.deep.equal([]);
      });
    }

    it('an activity that is none, or no multipart', async () => {
      const files = [['a.png', png(1, 1)]] as const;
      for (const activity of [
        '{',
        '[]',
        { type: 'invoke' },
        { type: 'event', name: 'language' },
        { type: 'message', text: 7 },
      ]) {
        expect((await chat.upload(formOf(files, activity))).status, JSON.stringify(activity)).to.equal(400);
      }
      const headers = { Authorization: `Bearer ${chat.token}` };
      const path = `/conversations/${chat.id}/upload`;
      const json = await call(server, 'POST', path, {
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: '{}',
      });
      expect(json.status).to.equal(415);
      const cut = { ...headers, 'Content-Type': 'multipart/form-data; boundary=b' };
      const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc';
      expect((await call(server, 'POST', path, { headers: cut, body })).status).to.equal(400);
      expect(server.backend.requests).to.deep.equal([]);
    });
  });

  describe('keeps a name that can be shown and saved', () => {
    const names: [string, string][] = [
      ['../../etc/x.png', 'x.png'],
      ['C:\\Users\\me\\x.png', 'x.png'],
      ['CON.png', 'file.png'],
      ['.png', ''],
      ['a\u202egnp.png', 'agnp.png'],
      [`${'n'.repeat(4000)}.png`, `${'n'.repeat(110)}.png`],
      ['a<b>c?.png', 'a_b_c_.png'],
    ];
    for (const [sent, kept] of names) {
      it(sent.slice(0, 30), async () => {
        const { status } = await chat.upload(formOf([[sent, png(1, 1)]]));
        if (kept === '') expect(status).to.equal(415);
        else expect(server.backend.requests[0]!.files[0]!.name).to.equal(kept);
      });
    }
  });

  it('has the same effect once when it is repeated', async () => {
    const form = (): FormData =>
      formOf([['a.png', png(1, 1)]], { type: 'message', channelData: { clientActivityID: 'same' } });
    const [first, second] = [await chat.upload(form()), await chat.upload(form())];
    expect(second.json['id']).to.equal(first.json['id']);
    expect(server.backend.requests).to.have.length(1);
  });

  it('reads only a few at a time', async () => {
    const strict = await startChatServer({ limits: { uploadsAtOnce: 0 } });
    const other = await openConversation(strict);
    expect((await other.upload(formOf([['a.png', png(1, 1)]]))).status).to.equal(429);
    await strict.stop();
  });
});
