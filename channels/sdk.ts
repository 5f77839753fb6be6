import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationAccount,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';

type Authentication = ConfigurationBotFrameworkAuthentication;
type Caller = Awaited<ReturnType<Authentication['authenticateRequest']>>;

/** The application registered with Azure that we speak as. */
export type BotCredentials = {
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  readonly id: string;
  readonly password: string | null; // none for a managed identity
  readonly tenantId: string;
};

/** Where tokens come from and go to in one of Azure's clouds. */
export type SdkCloud = {
  readonly issuer: string; // of the tokens of channels, and whom our own are for
  readonly keysUrl: string;
  readonly loginUrl: string;
  readonly oauthUrl: string;
  readonly caller: string;
};

/** What of an activity the SDK itself looks at. */
export type SdkActivity = {
  readonly type: string;
  readonly channelId: string;
  readonly serviceUrl: string;
};

/** Where a message goes, in the SDK's words. */
export type SdkReference = {
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string };
  readonly conversation: { readonly id: string; readonly conversationType?: string; readonly tenantId?: string };
};

/** An answer to an invoke, in the HTTP response itself. */
export type SdkResponse = { readonly status: number; readonly body: unknown };

/** The Bot Framework behind four calls, so that its successor can take its place in this file alone. */
export type Sdk = {
  /** Checks the caller's token: issuer, audience, signature, validity, service address, endorsement. Raises when any is wrong. */
  readonly authenticate: (activity: SdkActivity, authorization: string) => Promise<Caller>;
  /** Runs a turn for an authenticated caller; gives what an invoke is to be answered. */
  readonly turn: (
    caller: Caller,
    activity: SdkActivity,
    take: () => Promise<SdkResponse | null>,
  ) => Promise<SdkResponse | null>;
  /** Writes into a conversation; gives the carrier's id, empty where the channel gives none. Raises the HTTP failure, with its `statusCode`. */
  readonly send: (reference: SdkReference, activity: Readonly<Record<string, unknown>>) => Promise<string>;
  /** A token for the service of that conversation; null where none is asked for. */
  readonly token: (reference: SdkReference) => Promise<string | null>;
};

/** `CloudAdapter.process` without its habit of printing every refused caller and telling it the library's own words. */
class Adapter extends CloudAdapter {
  async turn(
    caller: Caller,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<SdkResponse | null> {
    const response = await this.processActivity(caller, activity, logic);
    return response === undefined ? null : { status: response.status, body: response.body as unknown };
  }
}

/** Of a conversation, the SDK's type names fields that nobody reads. */
function placeOf(reference: SdkReference): Partial<ConversationReference> {
  return { ...reference, conversation: reference.conversation as ConversationAccount };
}

/**
 * Without credentials the SDK believes everyone: only for callers on this very machine. Sends are not repeated here, the outbox
 * does that.
 */
export function makeSdk(credentials: BotCredentials | null, cloud: SdkCloud): Sdk {
  const authentication = new ConfigurationBotFrameworkAuthentication({
    ...settingsOf(credentials),
    ...addressesOf(cloud),
  });
  const adapter = new Adapter(authentication);
  return {
    authenticate: (activity, authorization) => authentication.authenticateRequest(activity as Activity, authorization),
    turn: (caller, activity, take) =>
      adapter.turn(caller, { ...activity } as Activity, async (context) => {
        const response = await take();
        if (response !== null) await context.sendActivity({ type: 'invokeResponse', value: response });
      }),
    send: async (reference, activity) => {
      let id = '';
      await adapter.continueConversationAsync(credentials?.id ?? '', placeOf(reference), async (context) => {
        // The SDK would make it a reply to the event it invented to begin this turn.
        context.onSendActivities((_context, activities, next) => {
          for (const each of activities) delete each.replyToId;
          return next();
        });
        onlyOnce(context.turnState.get(adapter.ConnectorClientKey));
        const sent = await context.sendActivity(activity);
        id = sent?.id ?? '';
      });
      return id;
    },
    token: async (reference) => {
      if (credentials === null) return null;
      let token = '';
      await adapter.continueConversationAsync(credentials.id, placeOf(reference), async (context) => {
        const { credentials: ours } = context.turnState.get<Tokens>(adapter.ConnectorClientKey);
        token = await ours.getToken();
      });
      return token;
    },
  };
}

type Tokens = { readonly credentials: { readonly getToken: () => Promise<string> } };

/** The client has a setting against its own retries and does not look at it; they would go on behind the outbox's back. */
function onlyOnce(connector: { readonly client: { readonly pipeline: Pipeline } }): void {
  connector.client.pipeline.removePolicy({ phase: 'Retry' });
}

type Pipeline = { readonly removePolicy: (options: { readonly phase: 'Retry' }) => unknown };

function settingsOf(credentials: BotCredentials | null): Record<string, string> {
  if (credentials === null) return {};
  return {
    MicrosoftAppType: credentials.type,
    MicrosoftAppId: credentials.id,
    MicrosoftAppTenantId: credentials.tenantId,
    ...(credentials.password === null ? {} : { MicrosoftAppPassword: credentials.password }),
  };
}

function addressesOf(cloud: SdkCloud): Record<string, string> {
  return {
    ToBotFromChannelTokenIssuer: cloud.issuer,
    ToBotFromChannelOpenIdMetadataUrl: cloud.keysUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: cloud.keysUrl, // such tokens are refused before they come here
    ToChannelFromBotLoginUrl: cloud.loginUrl,
    ToChannelFromBotOAuthScope: cloud.issuer,
    OAuthUrl: cloud.oauthUrl,
    CallerId: cloud.caller,
  };
}
