import { expect } from 'chai';
import { clouds } from '../../../channels/bot-framework/clouds.ts';
import { isLoopbackServiceUrl, isTrustedServiceUrl } from '../../../channels/bot-framework/service-url.ts';

const trusted = [
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net',
  'https://SMBA.trafficmanager.net/amer/',
  'https://webchat.botframework.com/',
  'https://directline.botframework.com/v3',
  'https://smba.trafficmanager.net:443/emea/',
];

const strange = [
  'http://smba.trafficmanager.net/emea/',
  'https://evil.example/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://evil.example/smba.trafficmanager.net/',
  'https://evil.example?https://smba.trafficmanager.net/',
  'https://smba.trafficmanager.net@evil.example/',
  'https://user:word@smba.trafficmanager.net/',
  'https://evil.example#.botframework.com',
  'https://evil.example\\.botframework.com/',
  'https://evilbotframework.com/',
  'https://botframework.com.evil.example/',
  'https://other.trafficmanager.net/',
  'https://smba.trafficmanager.net./',
  'https://smba.trafficmanager.net:8443/',
  'https://smba.infra.gov.teams.microsoft.us/teams/',
  'https://bоt.botframework.com.example/',
  'https://smbа.trafficmanager.net/', // a Cyrillic а
  'ftp://smba.trafficmanager.net/',
  'javascript:alert(1)',
  'https://127.0.0.1/',
  'https://169.254.169.254/metadata',
  'https://smba.trafficmanager.net/\r\nHost: evil.example',
  ' https://smba.trafficmanager.net/',
  '//smba.trafficmanager.net/',
  'https:smba.trafficmanager.net',
  '',
];

describe('the address of a service', () => {
  for (const url of trusted) {
    it(`is trusted: ${url}`, () => {
      expect(isTrustedServiceUrl(url, clouds.public.hosts)).to.equal(true);
    });
  }

  for (const url of strange) {
    it(`gets nothing of ours: ${JSON.stringify(url)}`, () => {
      expect(isTrustedServiceUrl(url, clouds.public.hosts)).to.equal(false);
    });
  }

  it('belongs to one cloud at a time', () => {
    const government = 'https://smba.infra.gov.teams.microsoft.us/teams/';
    expect(isTrustedServiceUrl(government, clouds.usGovernment.hosts)).to.equal(true);
    expect(isTrustedServiceUrl('https://smba.trafficmanager.net/', clouds.usGovernment.hosts)).to.equal(false);
  });

  it('is this machine, by its three names only', () => {
    const local = ['http://localhost:56150/_connector', 'http://127.0.0.1:1/', 'https://[::1]:9/'];
    const not = [
      'http://localhost.evil.example/',
      'http://127.0.0.1@evil.example/',
      'http://192.168.0.4/',
      'http://0.0.0.0/',
    ];
    expect(local.filter(isLoopbackServiceUrl)).to.deep.equal(local);
    expect(not.filter(isLoopbackServiceUrl)).to.deep.equal([]);
  });
});
