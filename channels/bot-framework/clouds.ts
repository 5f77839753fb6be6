import type { SdkCloud } from '../sdk.ts';

/** One of Azure's clouds: who issues tokens there, whose keys they are signed with, and where conversations are served from. */
export type BotCloud = SdkCloud & {
  /** A leading dot stands for any name under it. */
  readonly hosts: readonly string[];
  /** Where people's own files are, that they attach to a message. */
  readonly fileHosts: readonly string[];
};

/** The addresses Microsoft publishes for bots of each cloud. */
export const clouds = {
  public: {
    issuer: 'https://api.botframework.com',
    keysUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    loginUrl: 'https://login.microsoftonline.com/botframework.com',
    oauthUrl: 'https://api.botframework.com',
    caller: 'urn:botframework:azure',
    hosts: ['smba.trafficmanager.net', '.botframework.com'],
    fileHosts: ['.sharepoint.com'],
  },
  usGovernment: {
    issuer: 'https://api.botframework.us',
    keysUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    loginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
    oauthUrl: 'https://api.botframework.azure.us',
    caller: 'urn:botframework:azureusgov',
    hosts: [
      'smba.infra.gcc.teams.microsoft.com',
      'smba.infra.gov.teams.microsoft.us',
      'smba.infra.dod.teams.microsoft.us',
      '.botframework.azure.us',
    ],
    fileHosts: ['.sharepoint.com', '.sharepoint.us'],
  },
} as const satisfies Record<string, BotCloud>;
