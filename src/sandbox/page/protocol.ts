/** What the page and its server say to each other; types alone, known to both. */

export type Json = Readonly<Record<string, unknown>>;

export interface PageCommand {
  /** As typed after the slash command, such as `qualify <account>`. */
  readonly usage: string;
  readonly what: string;
}

/** Where the page gets its token and its hints from, once. */
export interface PageSettings {
  readonly token: string;
  readonly personId: string;
  /** With its slash, such as `/cugar`. */
  readonly command: string;
  readonly commands: readonly PageCommand[];
  readonly accountNames: readonly string[];
  /** The app's own entries in the menu of a message. */
  readonly shortcuts: readonly { readonly name: string; readonly callbackId: string }[];
}

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  /** `member`, `guest`, `single_channel_guest`, `deactivated`, `bot` or `stranger`. */
  readonly kind: string;
  readonly title: string;
  /** Whether the page can be used as this person. */
  readonly canAct: boolean;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly isShared: boolean;
  readonly isArchived: boolean;
  readonly hasApp: boolean;
}

export interface PageMessage {
  readonly channelId: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly authorId: string;
  readonly isEphemeral: boolean;
  readonly isEdited: boolean;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly files: readonly PageFile[];
}

/** A file that was shared with a message. */
export interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  /** The page can show it; what it cannot, it offers to download. */
  readonly isPicture: boolean;
}

export interface PageView {
  readonly id: string;
  /** Changes with every change of the content. */
  readonly hash: string;
  readonly content: Json & { readonly blocks: readonly Json[] };
}

/** What Slack itself tells a person; without a channel it belongs to the open modal. */
export interface PageNotice {
  readonly seq: number;
  readonly atMs: number;
  readonly channelId?: string;
  readonly text: string;
}

/** One request to the app or of the app. */
export interface PageTraffic {
  readonly seq: number;
  readonly atMs: number;
  readonly direction: 'to_app' | 'from_app';
  readonly title: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  /** Only requests to the app are timed. */
  readonly ms?: number;
  /** Absent when all went well. */
  readonly trouble?: string;
}

export interface PageTrafficDetail extends PageTraffic {
  readonly headers: Readonly<Record<string, string>>;
  /** Readable text, secrets masked. */
  readonly request: string;
  readonly answer: string;
}

/** Everything that one person sees. */
export interface PageSnapshot {
  readonly workspace: string;
  readonly personId: string;
  readonly appUserId: string;
  readonly people: readonly PagePerson[];
  readonly groups: Readonly<Record<string, string>>;
  readonly channels: readonly PageChannel[];
  readonly messages: readonly PageMessage[];
  readonly notices: readonly PageNotice[];
  readonly modal: PageView | null;
  readonly home: PageView | null;
  readonly traffic: readonly PageTraffic[];
}

export type PageUpdate =
  | { readonly kind: 'snapshot'; readonly snapshot: PageSnapshot }
  | { readonly kind: 'channels'; readonly channels: readonly PageChannel[] }
  | { readonly kind: 'message'; readonly message: PageMessage }
  | { readonly kind: 'message_gone'; readonly channelId: string; readonly ts: string }
  | { readonly kind: 'modal'; readonly modal: PageView | null }
  | { readonly kind: 'home'; readonly home: PageView }
  | { readonly kind: 'notice'; readonly notice: PageNotice }
  | { readonly kind: 'traffic'; readonly traffic: PageTraffic };

export type PageEntered = string | readonly string[] | null;

/** What a person does on the page. */
export type PageAct =
  | { readonly act: 'command'; readonly channelId: string; readonly command: string; readonly text: string }
  | {
      /** Words, to the app where the conversation is with it alone; or with a mention of the app. */
      readonly act: 'say' | 'mention';
      readonly channelId: string;
      readonly text: string;
      readonly threadTs?: string;
    }
  | {
      readonly act: 'click';
      readonly place: { readonly channelId: string; readonly ts: string } | { readonly viewId: string };
      readonly actionId: string;
      readonly blockId: string;
      readonly choose?: PageEntered;
      /** The answer to the button's own dialog. */
      readonly confirm?: boolean;
    }
  | {
      readonly act: 'submit';
      readonly viewId: string;
      readonly values: Readonly<Record<string, PageEntered>>;
    }
  | { readonly act: 'close'; readonly viewId: string }
  | {
      /** An entry of the app in the menu of a message. */
      readonly act: 'shortcut';
      readonly channelId: string;
      readonly ts: string;
      readonly callbackId: string;
    }
  | { readonly act: 'home' };

export type PageActRequest = PageAct & { readonly personId: string };

export interface PageActAnswer {
  /** Why the sandbox did not do it at all, such as that a button is gone. */
  readonly refused?: string;
  /** Complaints of a modal by block id. */
  readonly errors?: Readonly<Record<string, string>>;
}
