/** Hosts of Microsoft's public cloud that the Bot Framework serves conversations from; a leading dot stands for any name under it. */
const trustedHosts = ['smba.trafficmanager.net', '.botframework.com'] as const;

/** The same for its other clouds, for those who configure one of them. */
export const otherClouds = {
  usgov: [
    'smba.infra.gcc.teams.microsoft.com',
    'smba.infra.gov.teams.microsoft.us',
    'smba.infra.dod.teams.microsoft.us',
    '.botframework.azure.us',
  ],
  china: ['.botframework.azure.cn'],
} as const;

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Whether our token may be sent there: https on its own port, a host that only the Bot Framework answers at. */
export function isTrustedServiceUrl(serviceUrl: string, more: readonly string[] = []): boolean {
  const url = parse(serviceUrl);
  if (url?.protocol !== 'https:' || url.port !== '') return false;
  return [...trustedHosts, ...more].some((host) =>
    host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host,
  );
}

/** Whether conversations there stay on this very machine. */
export function isLoopbackServiceUrl(serviceUrl: string): boolean {
  const url = parse(serviceUrl);
  return url !== null && /^https?:$/.test(url.protocol) && loopbackHosts.includes(url.hostname);
}

/** No credentials, and nothing that a URL parser and an HTTP client may read differently. */
function parse(serviceUrl: string): URL | null {
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(serviceUrl) || serviceUrl.includes('\\')) return null;
  const url = URL.parse(serviceUrl);
  return url?.username === '' && url.password === '' ? url : null;
}
